import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticks } from '../../../runner/report/html/ticks.ts';

test.each([
  [0, ['0']],
  [350, ['0', '0.05 s', '0.1 s', '0.15 s', '0.2 s', '0.25 s', '0.3 s', '0.35 s']],
  [6300, ['0', '1 s', '2 s', '3 s', '4 s', '5 s', '6 s']],
  [130_000, ['0', '15 s', '30 s', '45 s', '1:00', '1:15', '1:30', '1:45', '2:00']],
  [1_500_000, ['0', '5 min', '10 min', '15 min', '20 min', '25 min']],
  [9_000_000, ['0', '30 min', '60 min', '90 min', '120 min', '150 min']],
])('an axis of %i ms', (durationMs, labels) => {
  expect(ticks(durationMs).map(({ label }) => label)).toEqual(labels);
});

test('however long a run was, its axis has few marks, and no two alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e10 }), (durationMs) => {
      const labels = ticks(durationMs).map(({ label }) => label);
      expect(labels.length).toBeLessThanOrEqual(10);
      expect(new Set(labels).size).toBe(labels.length);
      expect(ticks(durationMs).every(({ ms }) => ms <= durationMs)).toBe(true);
    }),
  );
});
