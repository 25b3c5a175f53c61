import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFiles } from '../../runner/evidence/write-files.ts';
import { shorten } from '../../runner/execute/output/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('what is too long keeps its beginning and its end, and says how much is gone', () => {
  expect(shorten('abcdefghij', 10)).toBe('abcdefghij');
  expect(shorten('abcdefghij', 5)).toBe('ab\n[lab: 6 characters left out here]\nij');
  expect(shorten('abc', 0)).toBe('\n[lab: 3 characters left out here]\n');
  expect(shorten(shorten('a'.repeat(1000), 100), 50)).toBe(shorten('a'.repeat(1000), 50));
});

test('a terminal obeys nothing of it', async () => {
  await writeFiles({ folder, files: [{ name: 'a.txt', text: 'one\u001b[2J\0\u202e\ntwo\u009b1m\n' }] });
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('one␛[2J␀<U+202E>\ntwo<U+009B>1m\n');
});

test('only its owner can read it', async () => {
  await writeFiles({ folder, files: [{ name: 'hosts/a.txt', text: '' }] });
  expect(statSync(join(folder, 'hosts/a.txt')).mode & 0o077).toBe(0);
});

test('a flood on every host fills no disk, and the first files keep most', async () => {
  const text = 'x'.repeat(2 << 20);
  const files = Array.from({ length: 20 }, (_, index) => ({ name: `${index}.txt`, text }));
  const names = await writeFiles({ folder, files });
  expect(names).toHaveLength(20);
  const sizes = names.map((name) => statSync(join(folder, name)).size);
  expect(sizes[0]).toBeGreaterThan(400_000);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(5 << 20);
  expect(readFileSync(join(folder, '19.txt'), 'utf8')).toContain('characters left out here');
});
