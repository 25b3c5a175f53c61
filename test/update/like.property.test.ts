import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareOutput } from '../../runner/execute/output/compare.ts';
import { updateLike } from '../../runner/update/like.ts';

/** Few letters, so that lines repeat and parts overlap; dots, blanks and controls, because they mean something. */
const character = fc.constantFrom('a', 'b', ' ', '.', '容', '\u001b', '\r', '\t');
const piece = fc.constantFrom('12:34', ' pid 17', '...', '64 bytes', '\u001b[1m');
const line = fc
  .array(fc.oneof({ weight: 5, arbitrary: character }, piece), { maxLength: 6 })
  .map((parts) => parts.join(''));
const textOf = (lines: readonly string[]) => lines.join('\n');
const text = fc.oneof(fc.array(line, { maxLength: 6 }).map(textOf), fc.string({ unit: 'binary' }));
const patternLine = fc.oneof(
  fc.constant('...'),
  line.map((written) => written.replaceAll('\r', '').replaceAll('\u001b', '')),
);
const pattern = fc.array(patternLine, { maxLength: 5 }).map(textOf);

const like = (expected: string, actual: string) => compareOutput({ mode: 'like', expected, actual }).matches;
const update = (expected: string, ...outputs: string[]) => textOf(updateLike(expected, outputs) ?? ['none']);

test('an updated pattern fits every output, and updating it again changes nothing', () => {
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 3 }), (expected, outputs) => {
      const updated = update(expected, ...outputs);
      for (const output of outputs)
        expect([updated, output, like(updated, output)]).toEqual([updated, output, true]);
      expect(update(updated, ...outputs)).toBe(updated);
    }),
    { numRuns: 4000 },
  );
});

test('a pattern that fits is as it was', () => {
  fc.assert(
    fc.property(pattern, text, (expected, output) => {
      fc.pre(like(expected, output));
      expect(update(expected, output)).toBe(
        expected.replace(/[ \t\r\n]+$/, '').replaceAll(/[ \t\r]+$/gm, ''),
      );
    }),
  );
});

test('no control character of an output gets into a pattern', () => {
  fc.assert(
    fc.property(pattern, text, (expected, output) => {
      expect(update(expected, output).replaceAll(/[\n\t]/g, '')).not.toMatch(/\p{Cc}|\p{Surrogate}/u);
    }),
  );
});
