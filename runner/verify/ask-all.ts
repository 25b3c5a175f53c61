import { checkTypes } from '../checks/index.ts';
import type { CheckOutcome } from '../checks/poll.ts';
import { runChecks } from '../checks/run.ts';
import type { Check } from '../document/lab.ts';
import type { Host } from '../hosts/host.ts';

export interface AskOptions {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly signal: AbortSignal;
  /** Keeps `holds`; without, somebody who asks again and again will see. */
  readonly hold: boolean;
}

/**
 * Asks each check once: what is wrong now is wrong now, so nothing waits for `within`. What may be
 * asked at once is asked at once, and only then, undisturbed, what moves something, one after another.
 */
export async function askAll(
  checks: readonly Check[],
  { hosts, signal, hold, onAnswer }: AskOptions & { onAnswer: (check: Check) => void },
): Promise<Map<Check, CheckOutcome>> {
  const outcomes = new Map<Check, CheckOutcome>();
  const ask = async (check: Check) => {
    const once = { ...check, withinMs: 0, ...(!hold && { holdsMs: 0 }) };
    for (const outcome of (await runChecks({ checks: [once], hosts, signal, keepGoing: true })).values())
      outcomes.set(check, outcome);
    onAnswer(check);
  };
  const isSequential = ({ type }: Check) => checkTypes.get(type)?.sequential === true;
  await Promise.all(checks.filter((check) => !isSequential(check)).map(ask));
  for (const check of checks.filter(isSequential)) await ask(check);
  return outcomes;
}
