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
  const name = fc.constantFrom('image', 'boot', 'checkpoint', 'evidence', 'stopping');
  const activity = fc.tuple(name, span).map(([activityName, each]) => ({ name: activityName, ...each }));
  fc.assert(
    fc.property(fc.array(item), fc.array(item), fc.array(activity), (blocks, checks, activities) => {
      const items = [
        ...blocks.map((each) => ({ ...block, ...each })),
        ...checks.map((each) => ({ ...check, ...each })),
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
    }),
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
    '  preparation       4.0 s  host1 4.0 s',
    '  blocks            4.0 s  host1 4.0 s',
    '  checks            3.0 s  host1 3.0 s',
    '  checkpoints      800 ms',
    '  rest              9.2 s',
    '  slowest           4.0 s  host1',
    '                    3.1 s  check test1-running on host1, labs/01-lxc-basics.md:50',
    '                    2.4 s  block create-test1 on host1, labs/01-lxc-basics.md:16',
    '                    2.4 s  block start-test1 on host1, labs/01-lxc-basics.md:44',
    '                   800 ms  checkpoint',
  ]);
});
