import type { Check, Lab, Step } from '../../runner/document/lab.ts';
import type { CheckOutcome } from '../../runner/checks/poll.ts';
import { makeCheck } from '../checks/make-check.ts';

/** Steps `s1`, `s2`, … of the given checks. */
export function makeSteps(steps: readonly (readonly Check[])[]): Step[] {
  return steps.map((items, index) => ({
    id: `s${index + 1}`,
    title: `Step ${index + 1}`,
    line: 10 * (index + 1),
    items,
  }));
}

export function makeLab(steps: readonly (readonly Check[])[]): Lab {
  return {
    id: 'lab',
    document: 'lab.md',
    title: 'Lab',
    hosts: [{ name: 'host1', memoryMiB: 256, cpus: 1, diskMiB: 1024, networks: [] }],
    packages: [],
    internet: false,
    files: [],
    steps: makeSteps(steps),
  };
}

/** A check that a file is there. */
export function check(id: string, common: Partial<Check> = {}): Check {
  return makeCheck('file', { file: `/${id}` }, { id, ...common });
}

export function outcome(
  verdict: CheckOutcome['verdict'],
  unanswered: CheckOutcome['unanswered'] = null,
): CheckOutcome {
  return { verdict, unanswered, expected: 'it is so', observed: 'seen', attempts: 1, durationMs: 5 };
}
