import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandLine, quote } from '../../runner/hosts/quote.ts';
import { splitWords } from '../../runner/checks/words.ts';

const text = fc
  .string({ unit: 'binary', maxLength: 30 })
  .filter((value) => !value.includes('\0') && !/\p{Surrogate}/u.test(value));
const tricky = fc.string({
  unit: fc.constantFrom("'", '"', '\\', '$', '`', '\n', ' ', '!', '*', '~', '-', '#', 'a'),
});
const words = fc.array(fc.oneof(text, tricky), { minLength: 1, maxLength: 20 });

test('bash reads back just the words that were quoted', () => {
  fc.assert(
    fc.property(words, (list) => {
      const output = execFileSync('bash', ['-c', String.raw`printf '%s\0' ` + commandLine(list)]).toString();
      expect(output).toBe(list.map((word) => `${word}\0`).join(''));
    }),
    { numRuns: 60 },
  );
});

test('quoted words split back into themselves', () => {
  fc.assert(
    fc.property(words, (list) => {
      expect(splitWords(commandLine(list))).toEqual(list);
    }),
  );
});

test('a plain word stays as it is, and a NUL is refused', () => {
  expect(quote('/etc/hosts')).toBe('/etc/hosts');
  expect(quote('')).toBe("''");
  expect(() => quote('a\0b')).toThrow('Cannot quote');
});

test('an open quote is no list of words', () => {
  expect(splitWords('-A INPUT "open')).toBeNull();
  expect(splitWords("it's")).toBeNull();
});
