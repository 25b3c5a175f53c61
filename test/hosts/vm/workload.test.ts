import { expect, test } from 'vitest';
import { workloadSeconds } from '../../../runner/hosts/vm/workload.ts';

test('the best round counts', () => {
  expect(workloadSeconds('noise\r\nlab-trial 1.63 3.03\r\nlab-trial 3.03 4.38\r\n')).toBeCloseTo(1.35);
});

test('what took no time at all counts as the least that can be told', () => {
  expect(workloadSeconds('lab-trial 10.50 10.50\n')).toBe(0.01);
});

test('a console without a result has none', () => {
  expect(workloadSeconds('Kernel panic - not syncing: lab-trial\n')).toBeNull();
});
