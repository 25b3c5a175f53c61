import { checkTypes } from '../checks/index.ts';
import type { CheckOutcome } from '../checks/poll.ts';
import type { Check } from '../document/lab.ts';

/** A check with what came of asking it. */
export interface Answered {
  readonly check: Check;
  readonly outcome: CheckOutcome;
}

/**
 * Whether a check of the step under way that did not pass says nothing of its own, because of what failed before it in
 * the same step:
 * - it is about a container, and an earlier check of that very container failed;
 * - it could not be asked for want of a tool, and an earlier check on that host, where it may have come from, failed;
 * - it asks over the network, whose answers come of everything before.
 */
export function isBlockedByEarlier({ check, outcome }: Answered, failedBefore: readonly Check[]): boolean {
  if (failedBefore.length === 0) return false;
  if (asksOverNetwork(check)) return true;
  const onHost = failedBefore.filter(({ host }) => host === check.host);
  if (outcome.unanswered === 'cannot-ask') return onHost.length > 0;
  const name = containerOf(check);
  if (name === null || (outcome.unanswered === null && check.type !== 'container')) return false;
  return onHost.some((earlier) => containerOf(earlier) === name);
}

/** Whether an unreachable host may be why a check on another one fails: commands may ask over the network too. */
export function mayDependOnOthers(check: Check): boolean {
  return asksOverNetwork(check) || check.type === 'command';
}

function asksOverNetwork({ type }: Check): boolean {
  return checkTypes.get(type)?.hostKey === 'from';
}

function containerOf({ type, container, spec }: Check): string | null {
  return type === 'container' ? String(spec['container']) : container;
}
