import { expect, test } from 'vitest';
import { readHistory } from '../../../runner/hosts/agent/history.ts';

const told = (...blocks: [line: number, shift: number, text: string][]) =>
  Buffer.from(
    blocks.map(([line, shift, text]) => `${line} ${shift} ${Buffer.byteLength(text)}\n${text}`).join(''),
  );

test('blocks are placed where the document has them now, the last one first', () => {
  const document = [
    { text: '日本\n', textLine: 12 },
    { text: 'b\nc\n', textLine: 20 },
  ];
  expect(readHistory(told([10, 0, '日本\n'], [14, -3, 'b\nc\n']), document)).toEqual([
    { text: 'b\nc\n', textLine: 14, shift: -3, documentLine: 20 },
    { text: '日本\n', textLine: 10, shift: 0, documentLine: 12 },
  ]);
});

test('what the document no longer has is forgotten; of several alike each is the next one', () => {
  const document = [
    { text: 'a\n', textLine: 5 },
    { text: 'a\n', textLine: 9 },
  ];
  const history = readHistory(told([1, 0, 'a\n'], [2, 0, 'gone\n'], [3, 0, 'a\n'], [4, 0, 'a\n']), document);
  expect(history.map(({ textLine, documentLine }) => [textLine, documentLine])).toEqual([
    [4, 9],
    [3, 9],
    [1, 5],
  ]);
});

test('a session that nobody had before has none', () => {
  expect(readHistory(Buffer.alloc(0), [])).toEqual([]);
});
