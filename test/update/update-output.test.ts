import { expect, test } from 'vitest';
import type { OutputMode } from '../../runner/document/lab.ts';
import { updateOutput } from '../../runner/update/update-output.ts';

const update = (mode: OutputMode, expected: string, ...outputs: string[]) =>
  updateOutput({ mode, expected, outputs });

test.each(['like', 'exact', 'contains', 'regex', 'sample'] as const)(
  '%s that holds is left alone',
  (mode) => {
    expect(update(mode, 'some\n', 'some\n')).toBeNull();
  },
);

test('like keeps the blanks of lines that stay, and blank lines at the end', () => {
  expect(update('like', 'a  \nb\n\n', 'a\nc\n')).toEqual({ lines: ['a  ', 'c', ''] });
});

test('exact is replaced whole', () => {
  expect(update('exact', 'a\n', ' a \n\tb')).toEqual({ lines: [' a ', '\tb'] });
  expect(update('exact', 'a\n', '')).toEqual({ lines: [] });
});

const left = (says: RegExp) => ({ left: expect.stringMatching(says) as string });

test.each([
  ['a time', 'at 04:20\n', ['at 04:20\n']],
  ['a control character', 'x\n', ['\u001b[1mx\n']],
  ['a carriage return', 'x\n', ['x\r\n']],
])('exact can’t hold %s', (_, expected, outputs) => {
  expect(update('exact', `${expected}old\n`, ...outputs)).toEqual(left(/write `output like`$/));
});

test('exact can’t be what two runs print differently', () => {
  expect(update('exact', 'a\n', 'b\n', 'c\n')).toEqual(left(/^Each run prints something else/));
});

test('contains takes the nearest lines', () => {
  expect(
    update('contains', 'listens on port 80\nready\n', 'boot\nlistens on port 8080\nready!\nend\n'),
  ).toEqual({
    lines: ['listens on port 8080', 'ready!'],
  });
  expect(update('contains', 'listens on port 80\n', 'nothing\n')).toEqual({
    left: 'Nothing that was printed is near this text',
  });
});

test('a regular expression is its author’s', () => {
  expect(update('regex', '^a+$\n', 'b\n')).toEqual(left(/only its author can mend it$/));
});

test('what no document can hold is not written into one', () => {
  expect(update('exact', 'a\n', 'b\n'.repeat(300_000))).toEqual(left(/^It prints too much/));
});

test('a sample is never compared', () => {
  expect(update('sample', 'a\n', 'b\n')).toBeNull();
});
