import { checkTypes } from '../checks/index.ts';
import type { CheckOutcome } from '../checks/poll.ts';
import { runChecks } from '../checks/run.ts';
import type { Check } from '../document/lab.ts';
import type { Host } from '../hosts/host.ts';
import { runTogether } from '../hosts/run-together.ts';

export interface AskOptions {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly signal: AbortSignal;
  /** Keeps `holds`; without, somebody who asks again and again will see. */
  readonly hold: boolean;
}

/**
 * Asks each check once: what is wrong now is wrong now, so nothing waits for `within`. What may be
 * asked at once is asked at once, and only then, undisturbed, what moves something, one after another. Of these only
 * those are asked whose answer can count: where something is wrong each may wait for its answer to the very end.
 */
export async function askAll(
  checks: readonly Check[],
  { hosts, signal, hold, onAnswer, mayCount = () => true }: AskOptions & AskAllOptions,
): Promise<Map<Check, CheckOutcome>> {
  const outcomes = new Map<Check, CheckOutcome>();
  const together = new Map([...hosts].map(([name, host]) => [name, runTogether(host)]));
  const ask = async (check: Check) => {
    const once = { ...check, withinMs: 0, ...(!hold && { holdsMs: 0 }) };
    const asked = await runChecks({ checks: [once], hosts: together, signal, keepGoing: true });
    for (const outcome of asked.values()) outcomes.set(check, outcome);
    onAnswer(check);
  };
  const isSequential = ({ type }: Check) => checkTypes.get(type)?.sequential === true;
  await Promise.all(checks.filter((check) => !isSequential(check)).map(ask));
  const isNext = (check: Check) =>
    !outcomes.has(check) && !comesAfterWrong(check, { checks, outcomes }) && mayCount(check, outcomes);
  for (let next = checks.find(isNext); next; next = checks.find(isNext)) await ask(next);
  for (const check of checks.filter((each) => !outcomes.has(each))) {
    outcomes.set(check, unasked(check));
    onAnswer(check);
  }
  return outcomes;
}

export interface AskAllOptions {
  readonly onAnswer: (check: Check) => void;
  /** Whether an answer to this check can still count, by what is known so far. */
  readonly mayCount?: (check: Check, outcomes: ReadonlyMap<Check, CheckOutcome>) => boolean;
}

/** Whether a check was left out, because no answer of its would have counted. */
export function isUnasked({ attempts }: CheckOutcome): boolean {
  return attempts === 0;
}

/** Behind a check that fails and that no step ends, nobody gets. */
function comesAfterWrong(
  check: Check,
  { checks, outcomes }: { checks: readonly Check[]; outcomes: ReadonlyMap<Check, CheckOutcome> },
): boolean {
  return checks
    .slice(0, checks.indexOf(check))
    .some((each) => each.until === null && outcomes.get(each)?.verdict === 'failed');
}

function unasked({ type, spec }: Check): CheckOutcome {
  return {
    verdict: 'failed',
    expected: checkTypes.get(type)?.expected(spec) ?? '',
    observed: 'not asked: no answer would count now',
    unanswered: 'no-answer',
    attempts: 0,
    durationMs: 0,
  };
}
