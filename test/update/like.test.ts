import { expect, test } from 'vitest';
import { updateLike } from '../../runner/update/like.ts';

const update = (pattern: readonly string[], ...outputs: (readonly string[])[]) =>
  updateLike(
    pattern.join('\n'),
    outputs.map((lines) => `${lines.join('\n')}\n`),
  );

test.each<[says: string, pattern: string[], output: string[], updated: string[]]>([
  ['a line that changed', ['one', 'two', 'three'], ['one', '2', 'three'], ['one', '2', 'three']],
  ['a line too many', ['one', 'two', 'three'], ['one', 'three'], ['one', 'three']],
  ['a line more', ['one', 'three'], ['one', 'two', 'three'], ['one', 'two', 'three']],
  ['`...` in a line that changed', ['sum ... in all'], ['total 4 in all'], ['total ... in all']],
  [
    '`...` behind a word that changed',
    ['-rw-r--r-- 1 root root 18 ... index.html'],
    ['-rw-r--r-- 1 root root 22 Nov 26 04:20 index.html'],
    ['-rw-r--r-- 1 root root 22 ... index.html'],
  ],
  [
    '`...` lines around',
    ['...', 'Copying rootfs to /x', '...'],
    ['a', 'Copying files to /x', 'b'],
    ['...', 'Copying files to /x', '...'],
  ],
  ['a `...` line behind the first', ['a', '...', 'z'], ['q', 'r', 's', 'z'], ['q', '...', 'z']],
  ['a `...` line that stands for nothing now', ['a', '...', 'z'], ['a', 'y'], ['a', '...', 'y']],
  ['a `...` line all around which is gone', ['a', '...', 'z'], ['only'], ['only']],
  ['a wildcard all around which is gone', ['got (... bytes)', 'end'], ['got', 'end'], ['got', 'end']],
  ['a time beside what changed', ['started'], ['begun at 04:20:11'], ['begun at ...']],
  ['a time that the author wrote out', ['at 04:20:11 by root'], ['at 04:20:11 by me'], ['at 04:20:11 by me']],
  ['all of it', ['old', '...'], [], []],
  ['nothing before', [], ['new', 'lines'], ['new', 'lines']],
  ['what would say nothing any more', ['...', 'a b c', '...'], ['x', 'y'], ['x', 'y']],
])('%s', (_, pattern, output, updated) => {
  expect(update(pattern, output)).toEqual(updated);
});

test('what two runs print differently is left open, as little as will do', () => {
  expect(update(['old'], ['key 5f3a of 3', 'same', 'x'], ['key 77b1 of 3', 'same', 'y z'])).toEqual([
    'key ... of 3',
    'same',
    '...',
  ]);
});

test('a pattern that fits the first run and not the second is left open there', () => {
  expect(update(['a', '...', 'c'], ['a', 'b', 'c'], ['a', 'b', 'c 2'])).toEqual(['a', '...', 'c...']);
});

test('too much to compare is not compared; where it begins alike it is', () => {
  const many = (count: number, word: string) =>
    Array.from({ length: count }, (_, index) => `${word} ${index}`);
  expect(update(many(1000, 'old'), many(1000, 'new'))).toBeNull();
  expect(update(many(1000, 'same'), [...many(1000, 'same'), 'more'])).toHaveLength(1001);
});

test('a line in which only a number is another is the same line, however long the number', () => {
  expect(update(['old', '...'], ['at 1234567890', 'x'], ['at 9876543210', 'y'])).toEqual(['at ...', '...']);
});
