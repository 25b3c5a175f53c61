import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../runner/execute/output/clean.ts';
import { lastLines } from '../../../runner/execute/output/last-lines.ts';

const harmfulUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const controlUnit = fc.integer({ min: 0, max: 0xa0 }).map((code) => String.fromCharCode(code));
const hostile = fc.string({
  unit: fc.oneof(harmfulUnit, controlUnit, fc.constantFrom('\n', '\r', '\b')),
  maxLength: 200,
});

describe('cleaned text', () => {
  test.each([
    ['plain\ttext\n', 'plain\ttext\n'],
    ['\u001b[31mred\u001b]0;title\u0007', '␛[31mred␛]0;title␇'],
    ['nul\0 del\u007f csi\u009b2J', 'nul␀ del␡ csi<U+009B>2J'],
    ['\u202egnp.exe\u2066', '<U+202E>gnp.exe<U+2066>'],
    ['half \ud83d pair 😀', 'half \ufffd pair 😀'],
    [' 10%\r 20%\r100%\ndone\r\n', '100%\ndone\n'],
    ['100%\r 5', ' 50%'],
    ['|\b/\b-\b done', ' done'],
    ['容器\rab', 'ab'],
  ])('of %j is %j', (text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });

  test('holds nothing that a terminal would obey, and stays as it is when cleaned again', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const cleaned = cleanText(text);
        expect(cleaned.replace(/[\t\n]/g, '')).not.toMatch(
          /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Surrogate}]/u,
        );
        expect(cleanText(cleaned)).toBe(cleaned);
      }),
    );
  });
});

describe('the last lines', () => {
  test.each([
    ['', 3, [], 0],
    ['\n\n', 3, [], 0],
    ['one', 3, ['one'], 0],
    ['\n\none\n', 5, ['', '', 'one'], 0],
    ['\n\none\n', 2, ['', 'one'], 1],
    ['1\n2\n\n4\n\n', 2, ['', '4'], 2],
    ['1\n2', 0, [], 2],
  ])('of %j, %i of them', (text, count, lines, hidden) => {
    expect(lastLines(text, count)).toEqual({ lines, hidden });
  });

  test('are cut at a length', () => {
    expect(lastLines('abcdefgh\n12345', 2, { maxLength: 5 }).lines).toEqual(['abcd…', '12345']);
  });

  test('with the hidden ones are all lines', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', 'a', 'b c')), fc.nat({ max: 10 }), (all, count) => {
        const body = [...all, 'end'];
        const { lines, hidden } = lastLines(`${body.join('\n')}\n`, count);
        expect(lines).toEqual(count === 0 ? [] : body.slice(-count));
        expect(hidden).toBe(body.length - lines.length);
      }),
    );
  });

  test('of 30 MB are found, as one line or as millions', () => {
    expect(lastLines('ab\n'.repeat(10_000_000), 5)).toEqual({
      lines: Array(5).fill('ab'),
      hidden: 9_999_995,
    });
    expect(lastLines('50%\r'.repeat(7_500_000), 5)).toEqual({ lines: ['50%'], hidden: 0 });
  });
});
