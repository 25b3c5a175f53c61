import type { Lab, Step } from '../document/lab.ts';
import { type Host, HostBroken } from '../hosts/host.ts';
import type { RunContext } from './context.ts';
import type { RunEvent } from './events.ts';
import { putFiles } from './put-files.ts';
import { createSessions, type Sessions } from './sessions.ts';
import { runStep } from './step.ts';

export { createSessions, type Sessions } from './sessions.ts';

/**
 * Walks a lab on its hosts, from the first step to the last or to the first that fails, and tells what happens as
 * events. Rejects with the signal's reason when that aborts; a host that breaks is an event, not a rejection.
 */
export async function execute({
  lab,
  steps,
  hosts,
  signal,
  emit,
  sessions = createSessions(lab),
  onFailure = () => Promise.resolve(),
  onPassed = () => Promise.resolve(),
}: {
  lab: Lab;
  /** Those to do, in order. */
  steps: readonly Step[];
  hosts: ReadonlyMap<string, Host>;
  signal: AbortSignal;
  emit: (event: RunEvent) => void;
  /** Of what was run before on these virtual machines, to go on in; else its own. */
  sessions?: Sessions;
  /** Looks at the hosts as a failure left them: all waits for it. */
  onFailure?: RunContext['onFailure'];
  /** Called after each step that passed: the next one waits for it. */
  onPassed?: (step: Step) => Promise<void>;
}): Promise<void> {
  const stop = new AbortController();
  const context: RunContext = {
    lab,
    hosts,
    sessions,
    emit,
    onFailure,
    signal: AbortSignal.any([signal, stop.signal]),
  };
  // A host that breaks while nothing is asked of it ends the run as well.
  const broken = Promise.race([...hosts.values()].map(async (host) => Promise.reject(await host.broken)));
  const interrupted = new Promise<never>((_, reject) => {
    const onAbort = () => {
      reject(signal.reason as Error);
    };
    // The signal outlives this run: another repetition listens to it as well.
    signal.addEventListener('abort', onAbort, { signal: stop.signal });
  });
  interrupted.catch(() => undefined);
  try {
    signal.throwIfAborted();
    await Promise.race([runSteps(context, { steps, onPassed }), broken, interrupted]);
  } catch (error) {
    if (!(error instanceof HostBroken)) throw error;
    emit({ event: 'broken', host: error.host, message: error.message, console: error.console });
  } finally {
    stop.abort();
    await sessions.dispose();
  }
}

async function runSteps(
  context: RunContext,
  { steps, onPassed }: { steps: readonly Step[]; onPassed: (step: Step) => Promise<void> },
): Promise<void> {
  await putFiles(context);
  for (const step of steps) {
    if (!(await runStep(context, step))) return;
    await onPassed(step);
  }
}
