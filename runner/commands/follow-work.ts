import { setTimeout } from 'node:timers/promises';
import type { Step } from '../document/lab.ts';
import type { Problem } from '../document/problem.ts';
import type { SshHosts } from '../hosts/index.ts';
import { judgeWork, type JudgedWork } from './learner-work.ts';
import { openStandingHosts, type StandingLab } from './standing-hosts.ts';

/** Between two judgements: short enough to follow somebody who types, long enough to leave the hosts to them. */
const pauseMs = 700;

/**
 * Judges a learner's work again and again. Hosts that were lost are looked for anew each time. Ends only by rejecting
 * with the reason of `signal`, or when nobody takes more; the hosts are put away then.
 */
export async function* followWork(
  place: StandingLab,
  {
    problems,
    step,
    sshHosts,
    signal,
  }: { problems: readonly Problem[]; step: Step | null; sshHosts: SshHosts; signal: AbortSignal },
): AsyncGenerator<JudgedWork, never> {
  for (;;) {
    const open = await openStandingHosts({ ...place, sshHosts, way: 'beside', signal });
    try {
      for (let isWhole = true; isWhole;) {
        const emit = () => undefined;
        const judged = await judgeWork(place.lab, { open, problems, step, patient: false, signal, emit });
        yield judged;
        isWhole = ![...judged.standing.outcomes.values()].some(
          ({ unanswered }) => unanswered === 'host-broken',
        );
        await setTimeout(pauseMs, undefined, { signal }).catch(() => {
          signal.throwIfAborted();
        });
      }
    } finally {
      await open.dispose();
    }
  }
}
