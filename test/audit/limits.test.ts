import { expect, test } from 'vitest';
import { limitTimes, tookIn } from '../../runner/audit/limits.ts';
import type { Lab } from '../../runner/document/lab.ts';
import { blankStep } from '../../runner/report/blank.ts';
import { inStep, labOf } from '../document/parse.ts';

const lab = labOf(
  inStep(
    [
      '```sh id=block host=one,two timeout=2m\ntrue\n```\n',
      '```yaml check\n- { file: /x, id: waits, on: one, within: 1m, holds: 2s }\n- { file: /y, id: once, on: one }\n```\n',
    ].join('\n'),
    'title: T\nhosts: { one: {}, two: {} }',
  ),
);

/** A report of the lab in which each block and check, on each host, took that long. */
const took = (durations: Record<string, number>) => {
  const steps = lab.steps.map((step) => {
    const blank = blankStep(step, 'passed');
    const withTime = <Entry extends { id: string; host: string }>(entry: Entry) => ({
      ...entry,
      durationMs: durations[`${entry.id} ${entry.host}`] ?? 0,
    });
    return { ...blank, blocks: blank.blocks.map(withTime), checks: blank.checks.map(withTime) };
  });
  return tookIn({ steps });
};

/** Seconds that each item really has: what its limit says, times the factor. */
const secondsOf = ({ steps }: Lab, factor: number) =>
  steps[0]?.items.map((item) =>
    item.kind === 'check'
      ? [(item.withinMs * factor) / 1000, (item.holdsMs * factor) / 1000]
      : (item.timeoutMs * factor) / 1000,
  );

test('three times what the slowest host took, and ten seconds', () => {
  const limited = limitTimes(lab, {
    took: took({ 'block one': 1000, 'block two': 4000, 'waits one': 20_000 }),
    extraMs: 0,
    slowness: 8,
    asSlow: 2,
  });
  // What must stay so must stay so for as long as ever; what is asked once is asked once.
  expect(secondsOf(limited, 2)).toEqual([22, [70, 16], [0, 0]]);
});

test('what the line itself took comes on top', () => {
  const limited = limitTimes(lab, {
    took: took({ 'block one': 1000 }),
    extraMs: 5000,
    slowness: 8,
    asSlow: 2,
  });
  expect(secondsOf(limited, 2)?.[0]).toBe(18);
});

test('never more than the document says, and that where nothing is known', () => {
  const slow = { 'block one': 2_000_000, 'waits one': 2_000_000 };
  const asWritten = [960, [480, 16], [0, 0]];
  expect(secondsOf(limitTimes(lab, { took: took(slow), extraMs: 0, slowness: 8, asSlow: 4 }), 4)).toEqual(
    asWritten,
  );
  const unknown = { byId: new Map<string, number>(), longestAskMs: 0 };
  expect(secondsOf(limitTimes(lab, { took: unknown, extraMs: 0, slowness: 8, asSlow: 4 }), 4)).toEqual(
    asWritten,
  );
});

test('the longest single ask counts, not the waiting between', () => {
  expect(took({ 'waits one': 3000 }).longestAskMs).toBe(3000);
});
