import { expect, test } from 'vitest';
import { readEnding } from '../../../runner/hosts/agent/outcome.ts';

const left = (notes: string) => readEnding({ how: 'left', status: 1, notes });

test('a failure in the main shell', () => {
  expect(left('err 0 1 1 at 12\n')).toMatchObject({
    exit: 1,
    reachedEnd: false,
    failing: [{ depth: 0, status: 1, parts: [1], line: 12, blockLine: 12 }],
  });
});

test('a failure in a function: where it stands and where it was called', () => {
  expect(left("err 0 1 1 at 5 12 in 'main'\n").failing).toMatchObject([{ line: 5, blockLine: 12 }]);
});

test('a failure in a file that was sourced stands at the line that sourced it', () => {
  expect(left("err 0 1 1 at 3 12 in './it'\\''s a lib.sh'\n").failing).toMatchObject([
    { line: 12, blockLine: 12 },
  ]);
});

test('subshells on the way are part of the failure, those before it are not', () => {
  const notes = 'err 1 1 1 at 3\nerr 2 1 1 at 7\nerr 1 1 1 at 8\nerr 0 1 1 at 9\n';
  expect(left(notes).failing.map(({ line }) => line)).toEqual([7, 8, 9]);
  expect(left('err 1 2 2 at 3\nerr 0 1 1 at 9\n').failing.map(({ line }) => line)).toEqual([9]);
});

test('only a failure of the last command leaves the block at its end', () => {
  expect(left('last\nerr 0 1 1 at 9\n').reachedEnd).toBe(true);
  expect(left('err 0 1 1 at 9\nlast\n').reachedEnd).toBe(false);
});

test('leaving without a failure is a stray break', () => {
  expect(readEnding({ how: 'left', status: 0, notes: '' })).toMatchObject({
    exit: 1,
    reachedEnd: false,
    failing: [],
  });
});

test('a time-out says what was running', () => {
  expect(readEnding({ how: 'timeout', status: 0, notes: 'at sleep 1000\n' })).toMatchObject({
    end: 'timeout',
    exit: 124,
    running: 'sleep 1000',
  });
});
