import { expect, test } from 'vitest';
import { describeLeftOut } from '../../runner/report/standing/left-out.ts';
import { plainLine } from '../../runner/report/text/index.ts';

const shown = (texts: readonly string[], exact = true) =>
  describeLeftOut(
    { document: 'web.md' },
    { lines: texts.map((text, index) => ({ line: 10 + index, text, step: 'web' })), exact, cases: 119 },
  ).map(plainLine);

test('a line is named with its place, and how far that can be trusted', () => {
  expect(shown(['ip link set br0 up'])).toEqual([
    'Probably left out:',
    '  web.md:10  ip link set br0 up',
    'the closest of 119 recorded cases',
  ]);
  expect(shown(['true'], false)[0]).toBe('Perhaps left out:');
});

test('of several that lead to the same, three are named, each by its first line', () => {
  expect(shown(['cat >x <<END\na\nEND', 'b', 'c', 'd', 'e'])).toEqual([
    'Probably left out, one of:',
    '  web.md:10  cat >x <<END …',
    '  web.md:11  b',
    '  web.md:12  c',
    '  or 2 others',
    'the closest of 119 recorded cases',
  ]);
});
