import { expect, test } from 'vitest';
import { outputRegex, searchRegex } from '../../../runner/execute/output/regex.ts';

test('a search is broken off when its time is over', () => {
  const began = performance.now();
  expect(searchRegex(outputRegex('(a+)+$'), `${'a'.repeat(60)}b`, { timeoutMs: 50 })).toBe('gave-up');
  expect(performance.now() - began).toBeLessThan(5000);
});

test('a search that needs too much of the stack gives up', () => {
  expect(searchRegex(outputRegex('(?:a|b)*c'), 'a'.repeat(30_000_000))).toBe('gave-up');
});

test('`^` and `$` mean lines, also those of a terminal', () => {
  expect(searchRegex(outputRegex('^b$'), 'a\r\nb\r\nc')).toBe('found');
  expect(searchRegex(outputRegex('^b$'), 'ab')).toBe('absent');
});
