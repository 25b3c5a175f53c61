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
 * asked at once is asked at once, and only then, undisturbed, what moves something, one after another. Of these, none
 * is asked any more after a check that fails and that no step ends: no answer of theirs would count (`unasked`), and
 * where something is wrong each may wait for its answer to the very end.
 */
export async function askAll(
  checks: readonly Check[],
  { hosts, signal, hold, onAnswer }: AskOptions & { onAnswer: (check: Check) => void },
): Promise<Map<Check, CheckOutcome>> {
  const outcomes = new Map<Check, CheckOutcome>();
  const together = new Map([...hosts].map(([name, host]) => [name, runTogether(host)]));
  const ask = async (check: Check) => {
    const once = { ...check, withinMs: 0, ...(!hold && { holdsMs: 0 }) };
    for (const outcome of (
      await runChecks({ checks: [once], hosts: together, signal, keepGoing: true })
    ).values())
      outcomes.set(check, outcome);
    onAnswer(check);
  };
  const isSequential = ({ type }: Check) => checkTypes.get(type)?.sequential === true;
  await Promise.all(checks.filter((check) => !isSequential(check)).map(ask));
  for (const check of checks.filter(isSequential)) {
    const wrong = checks
      .slice(0, checks.indexOf(check))
      .find((each) => each.until === null && outcomes.get(each)?.verdict === 'failed');
    if (!wrong) await ask(check);
    else {
      outcomes.set(check, unasked(check, wrong));
      onAnswer(check);
    }
  }
  return outcomes;
}

/** Whether a check was left out, because of another one that failed. */
export function isUnasked({ attempts }: CheckOutcome): boolean {
  return attempts === 0;
}

function unasked({ type, spec }: Check, wrong: Check): CheckOutcome {
  return {
    verdict: 'failed',
    expected: checkTypes.get(type)?.expected(spec) ?? '',
    observed: `not asked: check ${wrong.id} fails`,
    unanswered: 'no-answer',
    attempts: 0,
    durationMs: 0,
  };
}
