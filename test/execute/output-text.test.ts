import { expect, test } from 'vitest';
import { createOutputText } from '../../runner/execute/output-text.ts';

test('a character cut in two comes out whole', () => {
  const output = createOutputText();
  const bytes = Buffer.from('日本');
  expect(output.add(bytes.subarray(0, 4))).toBe('日');
  expect(output.add(bytes.subarray(4))).toBe('本');
  expect(output.text()).toBe('日本');
});

test('what is no UTF-8 becomes U+FFFD, at the very end too', () => {
  const output = createOutputText();
  expect(output.add(Buffer.from([0x61, 0xff, 0x62, 0xe6]))).toBe('a\uFFFDb');
  expect(output.end()).toBe('\uFFFD');
  expect(output.text()).toBe('a\uFFFDb\uFFFD');
});

test('a flood keeps its beginning and its end, and says what is missing', () => {
  const output = createOutputText({ limit: 100 });
  for (let index = 0; index < 100; index++)
    output.add(Buffer.from(`line ${String(index).padStart(4, '0')}\n`));
  const text = output.text();
  expect(text).toMatch(/^line 0000\n[^]*\n\[lab: \d+ characters left out here\]\n[^]*line 0099\n$/);
  expect(text.length).toBeLessThan(200);
});

test('a flood is shown in part while it comes, and kept whole', () => {
  const output = createOutputText();
  const chunk = Buffer.alloc(1 << 20, 'x');
  const shown = Array.from({ length: 8 }, () => output.add(chunk).length);
  expect(shown).toEqual([1 << 20, 1 << 20, 1 << 20, 1 << 20, 1024, 1024, 1024, 1024]);
  expect(output.text().length).toBe(8 << 20);
});
