import { expect, test } from 'vitest';
import { readHistory } from '../../../runner/hosts/agent/history.ts';

const told = (...blocks: [line: number, text: string][]) =>
  Buffer.from(blocks.map(([line, text]) => `${line} ${Buffer.byteLength(text)}\n${text}`).join(''));

test('blocks are placed where the document has them now, the last one first', () => {
  const document = [
    { text: '日本\n', textLine: 12 },
    { text: 'b\nc\n', textLine: 20 },
  ];
  expect(readHistory(told([10, '日本\n'], [14, 'b\nc\n']), document)).toEqual([
    { text: 'b\nc\n', textLine: 14, documentLine: 20 },
    { text: '日本\n', textLine: 10, documentLine: 12 },
  ]);
});

test('what the document no longer has is forgotten; of several alike each is the next one', () => {
  const document = [
    { text: 'a\n', textLine: 5 },
    { text: 'a\n', textLine: 9 },
  ];
  const history = readHistory(told([1, 'a\n'], [2, 'gone\n'], [3, 'a\n'], [4, 'a\n']), document);
  expect(history.map(({ textLine, documentLine }) => [textLine, documentLine])).toEqual([
    [4, 9],
    [3, 9],
    [1, 5],
  ]);
});

test('a session that nobody had before has none', () => {
  expect(readHistory(Buffer.alloc(0), [])).toEqual([]);
});
