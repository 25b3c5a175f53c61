import { diffLines, type DiffLine } from './diff-lines.ts';
import { showInvisible } from './invisible.ts';
import { lineAt, lineBefore } from './lines.ts';

/** Lines of what was expected, and of what came, that a difference looks at. */
export const maxLines = 12;
const maxContext = 2;
const maxLineLength = 160;

interface Difference {
  /** What is wrong, for a person; one line. */
  readonly heading: string;
  /** Expected lines from the departure on. */
  readonly expected: readonly string[];
  readonly got: string;
  /** Offset in `got` of the line that departs. */
  readonly offset: number;
  /** Lines of `got` to show, where more would be noise. */
  readonly gotLines?: number;
  readonly same: (expected: string, got: string) => boolean;
}

/**
 * A difference for people: a heading, up to two lines that still agree, then `-` what was expected and `+` what came.
 * Invisible characters are made visible in lines that differ; length is bounded.
 */
export function showDifference({
  heading,
  expected,
  got,
  offset,
  gotLines = Math.max(expected.length, 3),
  same,
}: Difference): string {
  const diff = diffLines(
    expected.slice(0, maxLines),
    linesFrom(got, offset, Math.min(maxLines, gotLines)),
    same,
  );
  const context = linesBefore(got, offset).map((text): DiffLine => ({ sign: ' ', text }));
  return [heading, ...[...context, ...untilAgreed(diff)].map(showLine)].join('\n');
}

/** Drops what follows two agreeing lines after the first disagreement: a later difference may be its echo. */
function untilAgreed(diff: readonly DiffLine[]): readonly DiffLine[] {
  const end = diff.findIndex(
    ({ sign }, index) =>
      sign === ' ' && diff[index + 1]?.sign === ' ' && diff.slice(0, index).some((line) => line.sign !== ' '),
  );
  return end === -1 ? diff : diff.slice(0, end + maxContext);
}

/** At most `count` lines of the text, from the one at `offset` on. */
export function linesFrom(text: string, offset: number, count: number): string[] {
  const lines: string[] = [];
  for (
    let line = lineAt(text, offset);
    line !== null && lines.length < count;
    line = lineAt(text, line.next)
  ) {
    lines.push(text.slice(offset, line.next - 1));
    offset = line.next;
  }
  return lines;
}

function linesBefore(text: string, offset: number): string[] {
  let start = offset;
  for (let count = 0; count < maxContext && start > 0; count++) start = lineBefore(text, start);
  return start === offset ? [] : text.slice(start, offset - 1).split('\n');
}

/** One line of a difference: its sign, and its text with everything invisible made visible. */
export function showLine({ sign, text }: DiffLine): string {
  const line = showInvisible(text.slice(0, maxLineLength));
  return `${sign} ${line === '' && sign !== ' ' ? '⏎' : line}${text.length > maxLineLength ? '…' : ''}`.trimEnd();
}
