import type { Check, Lab } from '../document/lab.ts';
import type { Cell } from '../report/audit-report.ts';

/** For each check one cell for the hosts before the first step, and one for them after each step. */
export type Grid = ReadonlyMap<Check, readonly Cell[]>;

/** The columns of a grid in which a check has to hold: from its own step on, until that of its `until` is done. */
export function spanOf({ steps }: Lab, check: Check): { first: number; last: number } {
  const own = steps.findIndex(({ items }) => items.includes(check));
  const end = steps.findIndex(({ id }) => id === check.until);
  return { first: own + 1, last: end === -1 ? steps.length : end };
}

/** Whether a check has to hold in a column. */
export function holdsAt(lab: Lab, check: Check, column: number): boolean {
  const { first, last } = spanOf(lab, check);
  return first <= column && column <= last;
}
