import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareOutput } from '../../../runner/execute/output/compare.ts';

/** Few letters, so that lines repeat and parts overlap; blanks and dots, because they mean something. */
const character = fc.constantFrom('a', 'b', ' ', '.', '容');
const line = fc.string({ unit: character, maxLength: 6 });
const patternLine = fc.oneof(
  fc.constant('...'),
  line,
  fc.array(line, { minLength: 2, maxLength: 3 }).map((parts) => parts.join('...')),
);
const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'));
const pattern = fc.array(patternLine, { maxLength: 5 }).map((lines) => lines.join('\n'));

const like = (expected: string, actual: string) => compareOutput({ mode: 'like', expected, actual }).matches;

test('a text is like itself', () => {
  fc.assert(fc.property(text, (actual) => like(actual, actual)));
});

test('a text is like what is left of it when parts and lines of it became `...`', () => {
  // Without dots: in `a....b` nothing tells which three of the four are the wildcard.
  const plain = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '容'), maxLength: 6 });
  const cuts = fc.array(
    fc.record({ before: plain, hidden: line, after: plain, lines: fc.array(line, { maxLength: 3 }) }),
  );
  fc.assert(
    fc.property(cuts, (pieces) => {
      const actual = pieces.flatMap(({ before, hidden, after, lines }) => [
        before + hidden + after,
        ...lines,
      ]);
      const expected = pieces.flatMap(({ before, after }) => [`${before}...${after}`, '...']);
      // Blank lines at the end do not count, and so can't be what a pattern is to find there.
      return like([...expected, 'end'].join('\n'), [...actual, 'end'].join('\n'));
    }),
  );
});

test('`like` agrees with the regular expression that says the same', () => {
  fc.assert(
    fc.property(pattern, text, (expected, actual) => {
      expect(like(expected, actual)).toBe(oracle(expected).test(padded(actual)));
    }),
    { numRuns: 5000 },
  );
});

test('blanks at the ends of lines and blank lines at the end do not count', () => {
  const blanks = fc.stringMatching(/^[ \t]{0,3}\r?$/);
  fc.assert(
    fc.property(pattern, text, blanks, fc.stringMatching(/^[ \n]{0,3}$/), (expected, actual, blank, end) => {
      const ragged = actual.replaceAll('\n', `${blank}\n`) + blank + end;
      expect(like(expected, ragged)).toBe(like(expected, actual));
    }),
  );
});

/** Trailing blanks made not to count by giving every line more of them than a pattern asks for. */
const padded = (actual: string) =>
  linesOf(actual)
    .map((line) => `${line}${' '.repeat(20)}\n`)
    .join('');

/** Backtracks, so it is good for small texts only. */
function oracle(expected: string): RegExp {
  const sources = linesOf(expected).map((line) => {
    const trimmed = line.trimEnd();
    if (trimmed === '...') return '(?:[^\\n]*\\n)*?';
    return `${trimmed.replaceAll('...', '\0').replaceAll('.', '\\.').replaceAll('\0', '[^\\n]*?')} *\\n`;
  });
  return new RegExp(`^${sources.join('')}$`);
}

function linesOf(text: string): string[] {
  const body = text.trimEnd();
  return body === '' ? [] : body.split('\n');
}
