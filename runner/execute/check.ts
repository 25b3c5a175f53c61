import { runChecks } from '../checks/run.ts';
import type { Check } from '../document/lab.ts';
import { HostBroken } from '../hosts/host.ts';
import type { RunContext } from './context.ts';

/** Asks checks that stand next to each other; false when one does not pass, and those after it are not judged. */
export async function checkAll(
  context: RunContext,
  { step, checks }: { step: string; checks: readonly Check[] },
): Promise<boolean> {
  const { hosts, signal, emit } = context;
  const outcomes = await runChecks({
    checks,
    hosts,
    signal,
    keepGoing: false,
    onStart: ({ id, host, container, line }) => {
      emit({ event: 'check-start', step, check: id, host, container, line });
    },
    onTry: ({ id, host }, { attempts, observed }) => {
      emit({ event: 'check-try', step, check: id, host, attempts, observed });
    },
    onEnd: ({ id, type, host, container, line, hint }, outcome) => {
      const { verdict, expected, observed, attempts, durationMs } = outcome;
      const found = { verdict, expected, observed, attempts, durationMs };
      emit({ event: 'check-end', step, check: id, type, host, container, line, hint, ...found });
    },
  });
  for (const [{ host, type }, { verdict, observed }] of outcomes) {
    // What can't be asked at all is the machinery's fault, and ends the run as a broken host does.
    if (verdict === 'broken') throw new HostBroken(host, `Cannot ask for ${type} on ${host}: ${observed}`);
  }
  return (
    outcomes.size === checks.length && [...outcomes.values()].every(({ verdict }) => verdict === 'passed')
  );
}
