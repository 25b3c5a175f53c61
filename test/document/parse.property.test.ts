import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasErrors, type ParsedLab } from '../../runner/document/index.ts';
import { parse, parseWhole } from './parse.ts';

const pinned = { seed: 20_151_101, numRuns: 300 };

const document = readFileSync(new URL('../../labs/01-lxc-basics.md', import.meta.url), 'utf8').slice(0, 6000);
const pieces = document.split(/(?<=\n)/);

/** Whatever comes in, a lab comes out or errors do, each at a place of the document. */
const expectSound = (input: string | Uint8Array): ParsedLab => {
  const parsed = parse(input);
  const { lab, problems } = parsed;
  expect(lab === null).toBe(hasErrors(problems));
  const text = typeof input === 'string' ? input : new TextDecoder().decode(input);
  const lineCount = text.split(/\r\n?|\n/).length;
  for (const { line, column, rule, message } of problems) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lineCount);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(rule).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(message).not.toMatch(/undefined|\[object|^\s*$/);
  }
  return parsed;
};

const check = (arbitrary: fc.Arbitrary<string | Uint8Array>): void => {
  const expectOneLab = (input: string | Uint8Array): void => {
    expect(parseWhole(input)).toEqual(expectSound(input));
  };
  fc.assert(fc.property(arbitrary, expectOneLab), pinned);
};

test('any string', () => {
  check(fc.string({ unit: 'binary', maxLength: 400 }));
});

test('any bytes', () => {
  check(fc.uint8Array({ maxLength: 400 }));
});

test('any half of a surrogate pair', () => {
  check(fc.array(fc.nat(0xffff), { maxLength: 50 }).map((units) => String.fromCharCode(...units)));
});

const tokens = [
  '---\n', 'title: ', 'hosts: ', 'host1', '{', '}', '[', ']', ': ', '- ', '\n', '\n\n', '  ', '\t', '> ', '1. ', '## ', '# ',
  '```', '````', '~~~', 'sh ', 'output ', 'yaml check\n', 'file=/x ', 'host=', 'id="', '"', 'timeout=', '5s ', 'norun ',
  '<!-- step: ', '-->', 'container: ', 'on: ', 'until: ', '&a ', '*a ', '<<: ', '!!x ', '|\n', '? ', '#', '__proto__: ', 'constructor: ',
  'null', '~', 'ä', '日本', '\r\n', '\\', "'", '%', '@', '`',
]; // prettier-ignore

test('any heap of what documents are made of', () => {
  check(fc.array(fc.constantFrom(...tokens), { maxLength: 80 }).map((parts) => parts.join('')));
});

test('a right document with pieces changed, cut, doubled or swapped', () => {
  const edit = fc.record({
    at: fc.nat(pieces.length - 1),
    cut: fc.nat(3),
    insert: fc.oneof(fc.constantFrom(...tokens), fc.constantFrom(...pieces), fc.string({ unit: 'binary' })),
    column: fc.nat(40),
  });
  const apply = (edits: { at: number; cut: number; insert: string; column: number }[]): string => {
    const lines = [...pieces];
    for (const { at, cut, insert, column } of edits) {
      const line = lines[at] ?? '';
      lines.splice(at, cut, line.slice(0, column) + insert + line.slice(column));
    }
    return lines.join('');
  };
  check(fc.array(edit, { minLength: 1, maxLength: 6 }).map(apply));
});

const long = (piece: string): string => piece.repeat(Math.floor(6000 / piece.length));

test.each([
  '>', '> ', '- ', '1. ', '[', '*a **a ', '`', '`a ``b ', '<a ', '&', '&amp;', '[a]: b\n', '```sh\n', '```sh\n```\n', '## a\n```sh\n```\n',
  '## A\n```yaml check\n[', '## A\n```yaml check\n{a: ', '## A\n```yaml check\n- ', '---\n? ', '---\na: b\n', '# *`[', '\n', '\t', '<!--', '-', '=', '    a\n',
  "## A\n```sh a=' ", '## A\n```sh a=" ', '\u202e', '\u2028',
])('%j without end, in little time', (piece) => {
  const startedMs = performance.now();
  expectSound(long(piece));
  expectSound(`## A\n\n\`\`\`yaml check\n${long(piece)}\n\`\`\`\n`);
  expectSound(`---\ntitle: ${long(piece)}\n---\n`);
  expect(performance.now() - startedMs).toBeLessThan(10_000);
}); // prettier-ignore
