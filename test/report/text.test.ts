import { expect, test } from 'vitest';
import { showDuration, showElapsed } from '../../runner/report/text/duration.ts';
import { renderLine } from '../../runner/report/text/line.ts';
import { plainMarkdown } from '../../runner/report/text/plain-markdown.ts';
import { displayWidth, take } from '../../runner/report/text/width.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['容器', 4],
  ['ｶﾅ', 2],
  ['カナ', 4],
  ['한글', 4],
  ['é', 1],
  ['e\u0301', 1],
  ['😀', 2],
  ['（）', 4],
  ['✓ ✗ │ … ⠋', 9],
])('%j takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test.each([
  ['abc', 3, 'abc'],
  ['abc', 2, 'ab'],
  ['容器', 3, '容'],
  ['容器', 4, '容器'],
  ['😀😀', 3, '😀'],
  ['abc', 0, ''],
])('of %j, %i columns hold %j', (text, columns, taken) => {
  expect(take(text, columns)).toBe(taken);
});

test.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [1234, '1.2 s'],
  [9960, '10 s'],
  [59_400, '59 s'],
  [59_600, '1 min 0 s'],
  [125_000, '2 min 5 s'],
  [3_840_000, '1 h 4 min'],
])('%d ms are shown as %s', (durationMs, shown) => {
  expect(showDuration(durationMs)).toBe(shown);
});

test('time that still runs is shown in whole seconds', () => {
  expect([0, 1999, 61_900].map(showElapsed)).toEqual(['0 s', '1 s', '1 min 1 s']);
});

test.each([
  ['Did `lxc-create` end *without* an **error**?', 'Did `lxc-create` end without an error?'],
  [
    '[manual](https://example.org) or <https://example.org/x>',
    'manual (https://example.org) or https://example.org/x',
  ],
  ['one\n\n- two\n- three', 'one\n- two\n- three'],
  ['```sh\nlxc-ls -f\n```', 'lxc-ls -f'],
  ['行', '行'],
])('%j is %j as plain text', (markdown, plain) => {
  expect(plainMarkdown(markdown)).toBe(plain);
});

test('a line is coloured only where it may be, and cut by what is seen', () => {
  const line = {
    left: [{ text: '✓', style: 'green' as const }, { text: ' 容器を作る' }],
    right: [{ text: '1 s' }],
  };
  expect(renderLine(line, { columns: 30, color: false })).toBe('✓ 容器を作る               1 s');
  expect(renderLine({ left: line.left }, { columns: 8, color: true })).toBe('\u001b[32m✓\u001b[0m 容器…');
});
