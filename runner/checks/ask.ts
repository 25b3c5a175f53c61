import { setTimeout } from 'node:timers/promises';
import type { Check } from '../document/lab.ts';
import { AskError, type Host, HostBroken } from '../hosts/host.ts';
import { seconds } from './show.ts';
import { CannotAsk, type CheckType, NoAnswer } from './types.ts';

/** A check, what knows how to ask it, and whom. */
export interface Question {
  readonly check: Check;
  readonly type: CheckType;
  readonly host: Host;
  /** Aborts asking: what waits rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

/** One try of a check, `not` already applied. */
export interface Try {
  readonly verdict: 'passed' | 'failed' | 'broken';
  readonly observed: string;
  readonly unanswered: Unanswered | null;
}

/**
 * Why a question got no answer: what it asks about is not there to answer (`NoAnswer`), the host lacks what asking
 * needs (`CannotAsk`), or the host is gone, and further tries are no use.
 */
export type Unanswered = 'no-answer' | 'cannot-ask' | 'host-broken';

/** A single ask may take this long on a machine as quick as KVM. */
export const askLimitMs = 5000;

// What a host needs to end a command that is over its limit, and to say so.
const graceMs = 1000;

/** Asks once, for at most `limitMs` (already scaled). Rejects only with the reason of `signal`. */
export async function askOnce(
  { check, type, host, signal }: Question,
  { limitMs }: { limitMs: number },
): Promise<Try> {
  signal.throwIfAborted();
  const over = new AbortController();
  try {
    const { holds, observed } = await Promise.race([
      type.ask(check.spec, { host, container: check.container, timeoutMs: limitMs }),
      host.broken.then((error) => Promise.reject(error)),
      noAnswerAfter(limitMs + graceMs * host.slowness, AbortSignal.any([signal, over.signal])),
    ]);
    return { verdict: holds === check.not ? 'failed' : 'passed', observed, unanswered: null };
  } catch (error) {
    signal.throwIfAborted();
    return failedTry(error);
  } finally {
    over.abort();
  }
}

/** What a rejected ask means. Anything but the four kinds is a mistake of ours and goes on. */
function failedTry(error: unknown): Try {
  if (error instanceof NoAnswer)
    return { verdict: 'failed', observed: error.message, unanswered: 'no-answer' };
  if (error instanceof HostBroken)
    return { verdict: 'broken', observed: error.message, unanswered: 'host-broken' };
  if (error instanceof CannotAsk || error instanceof AskError) {
    return { verdict: 'broken', observed: error.message, unanswered: 'cannot-ask' };
  }
  throw error;
}

async function noAnswerAfter(durationMs: number, signal: AbortSignal): Promise<never> {
  await setTimeout(durationMs, undefined, { signal, ref: false });
  throw new NoAnswer(`no answer within ${seconds(durationMs)}`);
}
