import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blankOut, commandSpans } from '../../runner/audit/spans.ts';

const piece = fc.constantFrom(
  'one', 'two three', "'a;b'", '"$(four)"', '# five', 'if x; then', 'y; fi', 'for i in 1; do z; done', 'f() { g; }', '{ h',
  '}', 'cat <<END', 'END', '|', '&&', '&', ';', '\\', '$', "'", '"', '(', ')', '`', '<<-A', 'A', 'ä 日本', '\t', '\r',
); // prettier-ignore
const script = fc
  .array(fc.tuple(piece, fc.constantFrom(' ', '\n', '; ', '\n\n')), { maxLength: 25 })
  .map((parts) => parts.flat().join(''));

test('blanking a command shifts no line and touches nothing else', () => {
  fc.assert(
    fc.property(script, (text) => {
      for (const spans of commandSpans(text)) {
        const left = blankOut(text, spans);
        expect(left.length).toBe(text.length);
        for (let at = 0; at < text.length; at++) {
          const character = text[at];
          const isInside = spans.some(({ start, end }) => at >= start && at < end);
          if (character === '\n' || !isInside) expect(left[at]).toBe(text[at]);
          else expect(left[at]).toBe(' ');
        }
      }
    }),
    { seed: 20_151_103, numRuns: 500 },
  );
});

test('no two commands share a character', () => {
  fc.assert(
    fc.property(script, (text) => {
      const all = commandSpans(text)
        .flat()
        .sort((one, other) => one.start - other.start);
      for (const [index, { end }] of all.entries())
        expect(all[index + 1]?.start ?? end).toBeGreaterThanOrEqual(end);
    }),
    { seed: 20_151_104, numRuns: 500 },
  );
});
