import { expect, test } from 'vitest';
import { unifiedDiff } from '../../runner/update/unified-diff.ts';

const lines = Array.from({ length: 20 }, (_, index) => `${index + 1}\n`);
const change = (start: number, removed: string[], added: string[]) => ({ start, removed, added });

test('changes that are far from each other are hunks of their own', () => {
  const changes = [change(4, ['5\n'], ['five\n', 'more\n']), change(15, ['16\n', '17\n'], ['17\n'])];
  expect(unifiedDiff({ path: 'a.md', lines, changes })).toBe(
    [
      '--- a.md\n+++ a.md',
      '@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n+more\n 6\n 7\n 8',
      '@@ -13,7 +14,6 @@\n 13\n 14\n 15\n-16\n 17\n 18\n 19\n',
    ].join('\n'),
  );
});

test('changes that are near share a hunk', () => {
  const changes = [change(0, ['1\n'], []), change(7, ['8\n'], [])];
  expect(unifiedDiff({ path: 'a.md', lines, changes }).match(/^@@.*$/gm)).toEqual(['@@ -1,11 +1,9 @@']);
});

test('an end without a newline is said', () => {
  const changes = [change(0, ['a'], ['b'])];
  const none = '\\ No newline at end of file';
  expect(unifiedDiff({ path: 'a.md', lines: ['a'], changes })).toBe(
    `--- a.md\n+++ a.md\n@@ -1,1 +1,1 @@\n-a\n${none}\n+b\n${none}\n`,
  );
});

test('nothing is nothing', () => {
  expect(unifiedDiff({ path: 'a.md', lines, changes: [] })).toBe('');
});
