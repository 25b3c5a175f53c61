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

/** What lab 01 printed on virtual machines, each of them another. */
const shownByInfo = (pid: number, address: string, link: string, bytes: readonly string[]) => [
  'Name:           test1',
  'State:          RUNNING',
  `PID:            ${pid}`,
  `IP:             ${address}`,
  `Link:           ${link}`,
  ...['TX bytes:   ', 'RX bytes:   ', 'Total bytes:'].map(
    (name, index) => ` ${name}   ${bytes[index] ?? ''}`,
  ),
];
const runs = [
  shownByInfo(708, '10.0.3.249', 'vethyu1wbF', ['1.73 KiB', '2.70 KiB', '4.43 KiB']),
  shownByInfo(709, '10.0.3.68', 'vethfuPtYT', ['1.40 KiB', '2.22 KiB', '3.62 KiB']),
  shownByInfo(708, '10.0.3.128', 'vethy8sCYm', ['1.73 KiB', '2.49 KiB', '4.22 KiB']),
];

test('drift of columns and values on a real host: after two runs, a third finds nothing to change', () => {
  const drifted = ['Name:       test1', 'State:      RUNNING', 'PID:        731', 'IP:         10.0.3.57'];
  const updated = [
    ...[
      'Name:           test1',
      'State:          RUNNING',
      'PID:            ...',
      'IP:             10.0.3...',
    ],
    ...[
      'Link:           veth...',
      ' TX bytes:      ... KiB',
      ' RX bytes:      ... KiB',
      ' Total bytes:   ... KiB',
    ],
  ];
  const [one = [], two = [], three = []] = runs;
  expect(update(drifted, one, two)).toEqual(updated);
  expect(update(updated, three)).toEqual(updated);
});

test('a number with a fraction is left open as a whole, an address as little as will do', () => {
  expect(update(['old'], ['load 3.62 of 10.0.3.62'], ['load 3.96 of 10.0.3.7'])).toEqual([
    'load ... of 10.0.3...',
  ]);
});
