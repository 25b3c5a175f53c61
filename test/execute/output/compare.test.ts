import { describe, expect, test } from 'vitest';
import { compareOutput } from '../../../runner/execute/output/compare.ts';
import type { OutputMode } from '../../../runner/document/lab.ts';

const matching: [OutputMode, string, string][] = [
  ['like', '', ''],
  ['like', '', '\n'],
  ['like', '...', ''],
  ['like', '...', 'a\nb\n'],
  ['like', 'a\n...\nb', 'a\nb\n'],
  ['like', 'a\n...\nb', 'a\nx\ny\nb\n'],
  ['like', '...\nb\n...', 'a\nb\nc\n'],
  ['like', '...\n...\na', 'a'],
  ['like', '...\na\nb', 'a\nx\na\nb'],
  ['like', '...\na\n...\na', 'a\na'],
  ['like', 'a...z', 'abc-z\n'],
  ['like', 'a...z', 'az'],
  ['like', '...aa...a', 'aaa'],
  ['like', 'foo ...', 'foo'],
  ['like', 'foo\t... ...', 'foo'],
  ['like', 'foo', 'foo \t\r\n'],
  ['like', 'foo  \nbar', 'foo\r\nbar\r\n'],
  ['like', 'Reading package lists... Done', 'Reading package lists... Done\n'],
  ['like', '容器...名', '容器の名\n'],
  ['exact', 'a\n', 'a\n'],
  ['exact', 'a\n', 'a'],
  ['exact', 'a', 'a\n'],
  ['exact', '', ''],
  ['contains', 'b\nc\n', 'ab\r\ncd\n'],
  ['contains', '', 'x'],
  ['regex', '^b+$\n', 'a\r\nbbb\r\nc\n'],
  ['regex', '\\d+ B', 'took 12 B'],
  ['sample', 'anything', 'else'],
];

const departing: [OutputMode, string, string][] = [
  ['like', 'a', ''],
  ['like', '', 'a'],
  ['like', 'a', 'a\nb'],
  ['like', 'a\nb', 'a'],
  ['like', ' a', 'a'],
  ['like', 'a\n...\na', 'a'],
  ['like', '...\na\nb\n...', 'a\nx\nb\n'],
  ['like', '...aa...aa', 'aaa'],
  ['like', 'a...', 'ba'],
  ['like', 'a\n\nb', 'a\nb'],
  ['exact', 'a ', 'a\n'],
  ['exact', 'a\n', 'a\n\n'],
  ['exact', 'a', 'a\r\n'],
  ['exact', '...', 'x'],
  ['contains', 'b\nc', 'b\nxc'],
  ['regex', '^b$', 'ab'],
  ['regex', '(', '('],
];

describe('an output fence', () => {
  test.each(matching)('%s %j stands for %j', (mode, expected, actual) => {
    expect(compareOutput({ mode, expected, actual })).toEqual({ matches: true, difference: '' });
  });

  test.each(departing)('%s %j does not stand for %j', (mode, expected, actual) => {
    const { matches, difference } = compareOutput({ mode, expected, actual });
    expect(matches).toBe(false);
    expect(difference).not.toBe('');
  });
});
