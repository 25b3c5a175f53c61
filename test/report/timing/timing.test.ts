import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordedItem } from '../../../runner/report/recording/index.ts';
import { plainLine } from '../../../runner/report/text/index.ts';
import { describeTiming, sumUp } from '../../../runner/report/timing/index.ts';
import { unionMs } from '../../../runner/report/timing/union.ts';
import * as recorded from '../recorded.ts';
import { record } from '../record.ts';

const moment = fc.integer({ min: 0, max: 50 });
const span = fc.tuple(moment, moment).map(([one, other]) => ({
  startMs: Math.min(one, other),
  endMs: Math.max(one, other),
}));

test('a union is as long as the moments that any span covers', () => {
  fc.assert(
    fc.property(fc.array(span), (spans) => {
      const covered = Array.from({ length: 50 }, (_, ms) => ms).filter((ms) =>
        spans.some(({ startMs, endMs }) => startMs <= ms && ms < endMs),
      );
      expect(unionMs(spans)).toBe(covered.length);
    }),
  );
});

test('all parts together took as long as the run, whatever went on at once', () => {
  const usual = record(recorded.passing);
  const [step] = usual.steps;
  const [block, check] = step?.items ?? [];
  const item = fc.record({
    span: fc.option(span),
    host: fc.constantFrom('host1', 'host2'),
    background: fc.boolean(),
  });
  const tries = fc.constantFrom(1, 2);
  const name = fc.constantFrom('image', 'boot', 'host1', 'checkpoint', 'evidence', 'stopping');
  const activity = fc.tuple(name, span).map(([activityName, each]) => ({ name: activityName, ...each }));
  fc.assert(
    fc.property(
      fc.array(item),
      fc.array(item),
      tries,
      fc.array(activity),
      (blocks, checks, attempts, activities) => {
        const items = [
          ...blocks.map((each) => ({ ...block, ...each })),
          ...checks.map((each) => ({ ...check, ...each, attempts })),
        ] as RecordedItem[];
        const parts = sumUp({
          ...usual,
          durationMs: 50,
          hosts: ['host1', 'host2'].map((host) => ({ name: host, target: 'vm' })),
          steps: step ? [{ ...step, items }] : [],
          activities,
        });
        expect(parts.reduce((sum, { durationMs }) => sum + durationMs, 0)).toBe(50);
        for (const part of parts) expect(part.durationMs).toBeGreaterThan(0);
      },
    ),
  );
});

test('a table says where the time went, and what took longest', () => {
  const saved = recorded.passing.flatMap((event) =>
    event.event === 'step-end' && event.step === 'create'
      ? [event, { event: 'saving' as const, after: 'create', elapsedMs: 800 }]
      : [event],
  );
  expect(describeTiming(record(saved)).map((line) => plainLine(line).trimEnd())).toEqual([
    'Where the time of 01-lxc-basics went: 21 s',
    '  boot              4.0 s',
    '  blocks            4.0 s',
    '  checks            1.0 s',
    '  polling           2.0 s',
    '  checkpoints      800 ms',
    '  rest              9.2 s',
    '  slowest           4.0 s  boot of host1',
    '                    3.1 s  check test1-running on host1, labs/01-lxc-basics.md:50',
    '                    2.4 s  block create-test1 on host1, labs/01-lxc-basics.md:16',
    '                    2.4 s  block start-test1 on host1, labs/01-lxc-basics.md:44',
    '                   800 ms  checkpoint',
  ]);
});

test('of several hosts each has its own times, and preparation is told by what it was', () => {
  const usual = record(recorded.passing);
  const parts = sumUp({
    ...usual,
    durationMs: 10_000,
    hosts: ['host1', 'host2'].map((name) => ({ name, target: 'vm' })),
    steps: [],
    activities: [
      { name: 'boot', startMs: 0, endMs: 9000 },
      { name: 'image', startMs: 1000, endMs: 3000 },
      { name: 'host1', startMs: 3000, endMs: 8000 },
      { name: 'host2', startMs: 3000, endMs: 6000 },
      { name: 'files', startMs: 9000, endMs: 9500 },
    ],
  });
  expect(parts).toEqual([
    {
      name: 'preparation',
      durationMs: 2500,
      details: [
        { name: 'image', durationMs: 2000 },
        { name: 'files', durationMs: 500 },
      ],
    },
    {
      name: 'boot',
      durationMs: 7000,
      details: [
        { name: 'host1', durationMs: 5000 },
        { name: 'host2', durationMs: 3000 },
      ],
    },
    { name: 'rest', durationMs: 500, details: [] },
  ]);
});
