import { expect, test } from 'vitest';
import { hostsInQuestion } from '../../runner/evidence/in-question.ts';

const host = (name: string, ...segments: string[]) => ({
  name,
  networks: segments.map((segment) => ({ segment, address: null })),
});

test.each([
  ['a host by itself', [host('a'), host('b')], ['b'], ['b']],
  ['its neighbours', [host('a', 'x'), host('b', 'x'), host('c', 'y')], ['b'], ['a', 'b']],
  [
    'their neighbours',
    [host('a', 'z'), host('b', 'y', 'z'), host('c', 'x', 'y'), host('d')],
    ['c'],
    ['a', 'b', 'c'],
  ],
  ['no host of this lab', [host('a')], [], []],
] as const)('%s', (_, hosts, failed, expected) => {
  expect(hostsInQuestion({ hosts, failed })).toEqual(expected);
});
