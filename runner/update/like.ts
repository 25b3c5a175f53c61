import { departureFromLike, likeLines } from '../execute/output/like.ts';
import { linePattern } from '../execute/output/line-pattern.ts';
import { trimEnd } from '../execute/output/lines.ts';
import { align, type Move } from './align.ts';
import { alignLine, type LineAlignment } from './like-line.ts';
import { lineTokens, patternLine, patternTokens } from './tokens.ts';

/** Lines of the pattern times lines of output, where they begin to differ: some seconds. */
const maxCells = 200_000;

/** Lines that have less in common are different lines. */
const minLikeness = 0.5;

/**
 * The lines of a `like` pattern made to fit all outputs; those that fit already are as they were. Where the pattern
 * does not fit the first output, what came takes the place of what no longer comes; what another output has otherwise
 * becomes `...`, and so does what is known to change. Null where there is too much to compare.
 */
export function updateLike(expected: string, outputs: readonly string[]): readonly string[] | null {
  const pattern = likeLines(expected);
  const [first = '', ...others] = outputs.map(trimEnd);
  let lines: readonly string[] | null = fits(pattern, first) ? pattern : rewrite(pattern, likeLines(first));
  for (const other of others) {
    if (lines !== null && !fits(lines, other)) lines = widen(lines, likeLines(other));
  }
  return lines;
}

const fits = (pattern: readonly string[], text: string) => departureFromLike(pattern, text) === null;

function rewrite(pattern: readonly string[], got: readonly string[]): string[] | null {
  const lines = alignLines(pattern, got, ({ kind, fit, before, after, isOfUse }) => {
    if (kind === 'drop') return [];
    if (kind === 'any') return isOfUse ? ['...'] : [];
    if (fit === 'fits') return [before];
    return [fit?.rewritten() ?? asPattern(after)];
  });
  // A pattern that fits because it says nothing any more is no update.
  const saysNothing = lines?.every((line) => line === '...') === true && got.length > 0;
  return saysNothing ? withoutDoubles(got.map(asPattern)) : lines;
}

function widen(pattern: readonly string[], got: readonly string[]): string[] | null {
  return alignLines(pattern, got, ({ fit, before }) => [fit === 'fits' ? before : (fit?.widened() ?? '...')]);
}

interface Aligned {
  readonly kind: Move['kind'];
  /** How the two lines go together; null where they don't, or one is missing. */
  readonly fit: 'fits' | LineAlignment | null;
  readonly before: string;
  readonly after: string;
  readonly isOfUse: boolean;
}

function alignLines(
  pattern: readonly string[],
  got: readonly string[],
  emit: (aligned: Aligned) => readonly string[],
): string[] | null {
  const { start, end } = commonEnds(pattern, got);
  const [middle, gotMiddle] = [
    pattern.slice(start, pattern.length - end),
    got.slice(start, got.length - end),
  ];
  if (middle.length * gotMiddle.length > maxCells) return null;
  const compare = comparer(middle, gotMiddle);
  const moves = align({
    patterns: middle.length,
    gots: gotMiddle.length,
    isAny: (at) => middle[at] === '...',
    pair: (one, other) => {
      const fit = compare(one, other);
      if (fit === 'fits') return 0;
      if (fit !== null) return 0.9 - 0.8 * fit.likeness;
      // Between two `...` nothing says that an unlike line stands in its place.
      return middle[one - 1] === '...' && middle[one + 1] === '...' ? Infinity : 0.95;
    },
    drop: () => 1,
    add: () => 0.05,
  });
  const lines = moves.flatMap((move) =>
    emit({
      kind: move.kind,
      fit: move.kind === 'pair' ? compare(move.pattern, move.got) : null,
      before: 'pattern' in move ? (middle[move.pattern] ?? '') : '',
      after: 'got' in move ? (gotMiddle[move.got] ?? '') : '',
      isOfUse: move.kind === 'any' && move.isOfUse,
    }),
  );
  return withoutDoubles([...pattern.slice(0, start), ...lines, ...pattern.slice(pattern.length - end)]);
}

/** How many lines fit one by one from the beginning, and then from the end. */
function commonEnds(pattern: readonly string[], got: readonly string[]): { start: number; end: number } {
  const most = Math.min(pattern.length, got.length);
  const isPair = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && one !== '...' && linePattern(one)(other);
  let start = 0;
  while (start < most && isPair(pattern[start], got[start])) start++;
  let end = 0;
  while (start + end < most && isPair(pattern.at(-1 - end), got.at(-1 - end))) end++;
  return { start, end };
}

/** How a line of the pattern and one of output go together; null where they are different lines. */
function comparer(pattern: readonly string[], got: readonly string[]) {
  const patterns = pattern.map((line) => ({ fits: linePattern(line), tokens: patternTokens(line) }));
  const gots = got.map(lineTokens);
  const known = new Map<number, Aligned['fit']>();
  const compare = (one: number, other: number): Aligned['fit'] => {
    const line = patterns[one];
    if (line?.fits(got[other] ?? '') !== false) return 'fits';
    const aligned = alignLine(line.tokens, gots[other] ?? []);
    return aligned !== null && aligned.likeness >= minLikeness ? aligned : null;
  };
  return (one: number, other: number): Aligned['fit'] => {
    const key = one * got.length + other;
    if (!known.has(key)) known.set(key, compare(one, other));
    return known.get(key) ?? null;
  };
}

const asPattern = (line: string) => patternLine(lineTokens(line));

/** One `...` line says as much as several. */
function withoutDoubles(lines: readonly string[]): string[] {
  return lines.filter((line, index) => line !== '...' || lines[index - 1] !== '...');
}
