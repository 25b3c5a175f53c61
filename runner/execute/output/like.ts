import { lineAt, lineFromEnd, trimEnd } from './lines.ts';
import { linePattern, type LinePattern } from './line-pattern.ts';

/** Where a text first departs from a pattern. */
export interface Departure {
  /** Index of the pattern line that could not be matched; their number where the text goes on past the last. */
  readonly patternLine: number;
  /** Offset of the line of the text that stands in its place; past the text's length where it ends before. */
  readonly offset: number;
  /** True where a `...` line stands before, so that the line could have stood anywhere from `offset` on. */
  readonly anywhere: boolean;
}

/** Pattern lines that follow each other without a `...` line between. */
interface Run {
  readonly firstLine: number;
  readonly patterns: readonly LinePattern[];
}

interface Attempt {
  readonly matched: number;
  readonly offset: number;
}

/**
 * Compares a text with a `like` pattern; null where it fits. Each run of lines between two `...` is taken where it
 * first fits: as with a wildcard in a line, if any place does, the first one does. The work is bounded by lines of
 * text times lines of the longest run.
 */
export function departureFromLike(pattern: readonly string[], text: string): Departure | null {
  const [first, ...rest] = splitRuns(pattern);
  if (first === undefined) return null;
  const start = attempt(first, text, 0);
  const last = rest.pop();
  const fits = start.matched === first.patterns.length;
  if (!fits || (last === undefined && lineAt(text, start.offset) !== null)) {
    return { patternLine: start.matched, offset: start.offset, anywhere: false };
  }
  if (last === undefined) return null;
  let from = start.offset;
  for (const run of rest) {
    const best = search(run, text, from);
    if (best.matched < run.patterns.length) return departure(run, best);
    from = best.offset;
  }
  return departureAtEnd(last, text, from);
}

/** The lines of a pattern; blanks and blank lines at its end do not count. */
export function likeLines(text: string): string[] {
  const body = trimEnd(text);
  return body === '' ? [] : body.split('\n').map(trimEnd);
}

function splitRuns(pattern: readonly string[]): Run[] {
  const runs: { firstLine: number; patterns: LinePattern[] }[] = [{ firstLine: 0, patterns: [] }];
  pattern.forEach((line, index) => {
    if (line === '...') runs.push({ firstLine: index + 1, patterns: [] });
    else runs.at(-1)?.patterns.push(linePattern(line));
  });
  return runs;
}

/** How many lines of the run fit from `offset` on, and where the text goes on after them. */
function attempt(run: Run, text: string, offset: number): Attempt {
  let at = offset;
  for (const [matched, pattern] of run.patterns.entries()) {
    const line = lineAt(text, at);
    if (line === null || !pattern(line.text)) return { matched, offset: at };
    at = line.next;
  }
  return { matched: run.patterns.length, offset: at };
}

/** The first place where the whole run fits, else the first of those where most of its lines do. */
function search(run: Run, text: string, from: number): Attempt {
  let best = attempt(run, text, from);
  for (let line = lineAt(text, from); line !== null; line = lineAt(text, line.next)) {
    if (best.matched === run.patterns.length) break;
    const next = attempt(run, text, line.next);
    if (next.matched > best.matched) best = next;
  }
  return best;
}

function departureAtEnd(run: Run, text: string, from: number): Departure | null {
  const offset = lineFromEnd(text, run.patterns.length);
  const atEnd = offset === null || offset < from ? null : attempt(run, text, offset);
  if (atEnd?.matched === run.patterns.length) return null;
  const best = search(run, text, from);
  return departure(run, atEnd !== null && atEnd.matched > best.matched ? atEnd : best);
}

function departure(run: Run, { matched, offset }: Attempt): Departure {
  return { patternLine: run.firstLine + matched, offset, anywhere: matched === 0 };
}
