import { expect, test } from 'vitest';
import { compareOutput } from '../../../runner/execute/output/compare.ts';

const like = (expected: string, actual: string) => compareOutput({ mode: 'like', expected, actual });

/** Each would take longer than the universe is old if wildcards were tried one against all others. */
const hostile: [string, string, string][] = [
  ['wildcards in a line', `${'...a'.repeat(2000)}b`, 'a'.repeat(100_000)],
  ['wildcard lines', '...\na\n'.repeat(2000) + 'b', 'a\n'.repeat(100_000)],
  ['nothing but wildcards', `${'...'.repeat(5000)}b`, 'a'.repeat(100_000)],
  ['wildcard lines in a row', `${'...\n'.repeat(5000)}b`, 'a\n'.repeat(100_000)],
];

test.each(hostile)('%s are matched without backtracking', (_name, pattern, actual) => {
  expect(like(pattern, actual).matches).toBe(false);
  expect(like(pattern, `${actual}b`).matches).toBe(true);
});

test('30 MB of short lines are compared', () => {
  const actual = `${'line\n'.repeat(6_000_000)}end\n`;
  expect(like('line\n...\nend', actual).matches).toBe(true);
  expect(like('line\n...\nend\nline', actual).difference).toContain('the output ends before line 4');
});
