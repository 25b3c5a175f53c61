import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareOutput } from '../../../runner/execute/output/compare.ts';
import { outputModes } from '../../../runner/document/lab.ts';

const difference = (mode: (typeof outputModes)[number], expected: string, actual: string) =>
  compareOutput({ mode, expected, actual }).difference.split('\n');

describe('a difference from `like`', () => {
  test('shows the line that departs below those that agree', () => {
    expect(difference('like', 'NAME STATE\ntest1 RUNNING\nend', 'NAME STATE\ntest1 STOPPED\nend')).toEqual([
      'line 2 does not fit line 2 of what is expected:',
      '  NAME STATE',
      '- test1 RUNNING',
      '+ test1 STOPPED',
      '  end',
    ]);
  });

  test('points at the line that comes nearest after a wildcard', () => {
    expect(
      difference('like', '...\nCreated test1 ...\n...', 'one\ntwo\nthree\nCreated test2 today\nfour'),
    ).toEqual([
      'nothing from line 1 on fits line 2 of what is expected; line 4 is nearest:',
      '  two',
      '  three',
      '- Created test1 ...',
      '+ Created test2 today',
    ]);
  });

  test('shows the longest partial match of lines that follow each other', () => {
    expect(difference('like', '...\na\nb\nc\n...', 'a\nx\na\nb\ny\na\n')).toEqual([
      'line 5 does not fit line 4 of what is expected:',
      '  a',
      '  b',
      '- c',
      '+ y',
      '+ a',
    ]);
  });

  test('says where the output ends too early, and where it goes on', () => {
    expect(difference('like', 'a\nb\n', 'a\n')).toEqual([
      'the output ends before line 2 of what is expected:',
      '  a',
      '- b',
    ]);
    expect(difference('like', '...\na', 'a\nb\n')).toEqual([
      'line 2 is more than was expected:',
      '  a',
      '+ b',
    ]);
  });
});

test('a difference from `exact` shows what can not be seen', () => {
  expect(difference('exact', 'a\tb\nc \n', 'a    b\nc\0\u001b[1m\ufffd\n')).toEqual([
    'line 1 differs:',
    '- a→b',
    '- c·',
    '+ a    b',
    '+ c␀␛[1m<U+FFFD>',
  ]);
  expect(difference('exact', 'a\n', 'a\n\n')).toEqual(['line 2 differs:', '  a', '+ ⏎']);
});

test('a difference from `contains` shows the nearest place', () => {
  expect(difference('contains', 'hello world', 'first\nhello worlt\nlast\n')).toEqual([
    'this is not in the output; nearest to it is:',
    '  first',
    '- hello world',
    '+ hello worlt',
  ]);
});

test('a difference from `regex` shows the expression and the beginning of the output', () => {
  expect(difference('regex', '^fo+$\n', 'bar\n')).toEqual([
    'nothing in the output matches this regular expression:',
    '- ^fo+$',
    '+ bar',
  ]);
  expect(difference('regex', '(', '')).toEqual(['this is no regular expression:', '- (']);
});

test('a difference is bounded and harmless, whatever the output', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '\n', '\r', '\t', '\0', '\u001b', '\u009b', '\u202e', '\ud800', '.'),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...outputModes),
      text,
      text,
      fc.integer({ min: 1, max: 500 }),
      (mode, left, right, times) => {
        const lines = difference(mode, left.repeat(times), right.repeat(times));
        expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Surrogate}]/u);
        expect(lines.length).toBeLessThan(40);
      },
    ),
  );
});
