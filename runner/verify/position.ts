import type { CheckOutcome } from '../checks/poll.ts';
import type { Check, Step } from '../document/lab.ts';
import { checksOf } from './checks-of.ts';

/**
 * Index of the last step up to which every check holds, leaving out those that are over there; -1 where there is none
 * (DESIGN §4).
 */
export function findPosition(steps: readonly Step[], holds: (check: Check) => boolean): number {
  return steps.findLastIndex((_, position) => {
    const isOver = checksOverAt(steps, position);
    return checksOf(steps.slice(0, position + 1)).every((check) => isOver(check) || holds(check));
  });
}

/** The first check, in the order of the document, that fails and keeps the learner from the step after `position`. */
export function findFirstWrong(
  steps: readonly Step[],
  { position, fails }: { position: number; fails: (check: Check) => boolean },
): Check | null {
  const isOver = checksOverAt(steps, position);
  return checksOf(steps.slice(0, position + 2)).find((check) => !isOver(check) && fails(check)) ?? null;
}

/** Whether a check is true no longer, and rightly so, for somebody who has done a step and may be doing the next. */
export function checksOverAt(steps: readonly Step[], position: number): (check: Check) => boolean {
  const begun = new Set(steps.slice(0, position + 2).map(({ id }) => id));
  return ({ until }) => until !== null && begun.has(until);
}

/** Whether a check's answer counts for somebody who is as far as can be, by the answers so far. */
export function mayCountIn(
  steps: readonly Step[],
): (check: Check, outcomes: ReadonlyMap<Check, CheckOutcome>) => boolean {
  return (check, outcomes) => {
    const position = findPosition(steps, (each) => (outcomes.get(each)?.verdict ?? 'passed') === 'passed');
    const current = checksOf(steps.slice(0, position + 2));
    return current.includes(check) && !checksOverAt(steps, position)(check);
  };
}
