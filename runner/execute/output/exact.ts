import { showDifference } from './difference.ts';
import { lineNumber } from './lines.ts';
import { dropFinalNewline } from './final-newline.ts';

/** Null where both are equal but for one final newline. */
export function compareExact(expected: string, actual: string): string | null {
  const [wanted, got] = [dropFinalNewline(expected), dropFinalNewline(actual)];
  if (wanted === got) return null;
  const offset = got.lastIndexOf('\n', firstDifference(wanted, got) - 1) + 1;
  return showDifference({
    heading: `line ${lineNumber(got, offset)} differs:`,
    expected: wanted.slice(offset).split('\n', 20),
    got,
    offset,
    same: (left, right) => left === right,
  });
}

function firstDifference(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  return at;
}
