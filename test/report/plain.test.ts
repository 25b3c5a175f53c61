import { expect, test } from 'vitest';
import { createReporter } from '../../runner/report/index.ts';

function progressOf(steps: readonly [elapsedMs: number, message: string][]): string {
  let text = '';
  const stream = { write: (chunk: string) => (text += chunk) };
  const reporter = createReporter({ kind: 'plain', stream });
  for (const [elapsedMs, message] of steps) {
    reporter.handle({ event: 'progress', activity: 'image', message, done: false, elapsedMs });
  }
  return text;
}

test('a count that goes up is said now and then', () => {
  expect(
    progressOf([
      [0, 'installing packages, 1 done'],
      [500, 'installing packages, 2 done'],
      [14_000, 'installing packages, 90 done'],
      [15_100, 'installing packages, 100 done'],
      [15_200, 'making the initramfs'],
      [15_300, 'making the initramfs'],
    ]),
  ).toBe(
    'image: installing packages, 1 done\nimage: installing packages, 100 done\nimage: making the initramfs\n',
  );
});
