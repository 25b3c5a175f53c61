import { showDifference } from './difference.ts';
import { dropFinalNewline } from './final-newline.ts';
import { nearestLine } from './nearest-line.ts';

/** Null where the text stands somewhere in the output. */
export function compareContains(expected: string, actual: string): string | null {
  const wanted = dropFinalNewline(expected);
  const got = dropFinalNewline(actual.replaceAll('\r\n', '\n'));
  if (got.includes(wanted)) return null;
  const lines = wanted.split('\n');
  const nearest = nearestLine(lines[0] ?? '', got, 0);
  return showDifference({
    heading:
      nearest === null
        ? 'this is not in the output, which begins so:'
        : 'this is not in the output; nearest to it is:',
    expected: lines,
    got,
    offset: nearest ?? 0,
    ...(nearest === null ? {} : { gotLines: lines.length }),
    same: (left, right) => left === right,
  });
}
