import type { CheckOutcome } from '../checks/poll.ts';
import type { Check, Lab } from '../document/lab.ts';
import type { Host } from '../hosts/host.ts';
import type { Failing } from '../report/audit-report.ts';
import { checksOf } from '../verify/checks-of.ts';
import { failingOf } from '../verify/failing.ts';
import { judgeWork } from '../verify/judge.ts';
import { askEach } from './ask-each.ts';
import { holdsAt } from './cells.ts';
import type { Took } from './limits.ts';

/** What was slow has had its time already, where a block waited for it. */
const besidesMs = 3000;

/**
 * What `lab verify` would find failing on hosts as they are now, up to a step, for somebody who believes to have done
 * it. Null where a host broke.
 */
export async function askWhatFails(
  lab: Lab,
  { step, ...asking }: { step: string; hosts: ReadonlyMap<string, Host>; took: Took; signal: AbortSignal },
): Promise<Failing[] | null> {
  const column = lab.steps.findIndex(({ id }) => id === step) + 1;
  const isToHold = (check: Check) => holdsAt(lab, check, column);
  const checks = checksOf(lab.steps.slice(0, column));
  return whatFails(lab, { column, outcomes: await askEach(checks, { ...asking, isToHold, besidesMs }) });
}

/** The same of answers that are there: to the checks of the first so many steps, or of more. */
export function whatFails(
  lab: Lab,
  { column, outcomes }: { column: number; outcomes: ReadonlyMap<Check, CheckOutcome> },
): Failing[] | null {
  const steps = lab.steps.slice(0, column);
  const answers = checksOf(steps).map((check) => outcomes.get(check));
  if (answers.some((answer) => !answer || answer.unanswered === 'host-broken')) return null;
  return failingOf({ ...judgeWork(steps, outcomes), outcomes });
}
