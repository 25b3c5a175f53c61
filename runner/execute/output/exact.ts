import { maxLines, showDifference } from './difference.ts';
import { lineBefore, lineNumber } from './lines.ts';
import { dropFinalNewline } from './final-newline.ts';

/** Null where both are equal but for one final newline. */
export function compareExact(expected: string, actual: string): string | null {
  const [wanted, got] = [dropFinalNewline(expected), dropFinalNewline(actual)];
  if (wanted === got) return null;
  const offset = departingLine(wanted, got);
  return showDifference({
    heading: `line ${lineNumber(got, offset)} differs:`,
    expected: offset > wanted.length ? [] : wanted.slice(offset).split('\n', maxLines),
    got,
    offset,
    same: (left, right) => left === right,
  });
}

/** Offset, in both, of the first line that differs; past the end of the one that has fewer lines. */
function departingLine(wanted: string, got: string): number {
  let at = 0;
  while (at < got.length && got.charCodeAt(at) === wanted.charCodeAt(at)) at++;
  const [shorter, longer] = wanted.length < got.length ? [wanted, got] : [got, wanted];
  return at === shorter.length && longer.charAt(at) === '\n' ? at + 1 : lineBefore(got, at + 1);
}
