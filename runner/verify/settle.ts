import { setTimeout } from 'node:timers/promises';
import type { CheckOutcome } from '../checks/poll.ts';
import type { Check, Step } from '../document/lab.ts';
import { askAll, type AskOptions, isUnasked } from './ask-all.ts';
import { checksOf } from './checks-of.ts';
import { checksOverAt, findPosition } from './position.ts';

/** For so long, on a machine as quick as KVM, may that still come which the document says takes a while. */
const settleMs = 1000;
const longestSettleMs = 2000;
const pauseMs = 200;

/**
 * Asks again what keeps the learner where they are and has a `within`: it may be on its way. A service that was started
 * a moment ago is not wrong. Resolves with the last answers.
 */
export async function settle(
  outcomes: ReadonlyMap<Check, CheckOutcome>,
  { steps, hosts, signal, hold }: AskOptions & { steps: readonly Step[] },
): Promise<Map<Check, CheckOutcome>> {
  const latest = new Map(outcomes);
  const slowness = Math.max(1, ...[...hosts.values()].map((host) => host.slowness));
  const end = performance.now() + Math.min(settleMs * slowness, longestSettleMs);
  for (;;) {
    const coming = mayStillCome(steps, latest);
    const [first] = coming;
    if (!first) return latest;
    // What it was left out for has come meanwhile: now it counts.
    if (!isLeftOut(first, latest)) {
      if (performance.now() >= end) return latest;
      await setTimeout(pauseMs, undefined, { signal }).catch(() => {
        signal.throwIfAborted();
      });
    }
    const again = await askAll(coming, { hosts, signal, hold, onAnswer: () => undefined });
    for (const [check, outcome] of again) {
      const attempts = (latest.get(check)?.attempts ?? 0) + outcome.attempts;
      latest.set(check, { ...outcome, attempts });
    }
  }
}

// Where the first thing that is wrong will stay so, waiting for others shows nothing new.
function mayStillCome(steps: readonly Step[], outcomes: ReadonlyMap<Check, CheckOutcome>): Check[] {
  const position = findPosition(steps, (check) => outcomes.get(check)?.verdict === 'passed');
  const isOver = checksOverAt(steps, position);
  const failing = checksOf(steps.slice(0, position + 2)).filter(
    (check) => outcomes.get(check)?.verdict === 'failed' && !isOver(check),
  );
  const [first] = failing;
  if (!first || (first.withinMs === 0 && !isLeftOut(first, outcomes))) return [];
  return failing.filter((check) => check.withinMs > 0 || isLeftOut(check, outcomes));
}

function isLeftOut(check: Check, outcomes: ReadonlyMap<Check, CheckOutcome>): boolean {
  const outcome = outcomes.get(check);
  return outcome !== undefined && isUnasked(outcome);
}
