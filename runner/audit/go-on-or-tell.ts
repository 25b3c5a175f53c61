import { HostBroken } from '../hosts/host.ts';
import type { Lab } from '../document/lab.ts';
import type { FailureListener } from './first-failure.ts';
import { goOn, type GoOnOptions, type Open } from './go-on.ts';
import type { Took } from './limits.ts';

export interface AuditOptions {
  /** Passes, and its hosts can be had as they are after each of its steps. */
  readonly lab: Lab;
  /** How long everything took when nothing was left out. */
  readonly took: Took;
  readonly open: Open;
  readonly signal: AbortSignal;
  /** What goes on, for whoever waits. */
  readonly onProgress: (message: string) => void;
}

/** A host that can't be had is told as one that breaks on the way is. */
export async function goOnOrTell(
  { open, signal, onProgress }: AuditOptions,
  found: FailureListener,
  { say, ...going }: Omit<GoOnOptions, 'open' | 'signal' | 'emit'> & { say: string },
): Promise<void> {
  onProgress(say);
  try {
    // A signal of its own: what listens to it goes with the run.
    await goOn({ ...going, open, signal: AbortSignal.any([signal]), emit: found.add });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof HostBroken)) throw error;
    found.add({ event: 'broken', host: error.host, message: error.message, console: error.console });
  }
}
