import type { Lab } from '../document/lab.ts';
import type { Host } from '../hosts/host.ts';
import type { RunEvent } from './events.ts';
import type { Sessions } from './sessions.ts';

/** What every part of a run shares. */
export interface RunContext {
  readonly lab: Lab;
  readonly hosts: ReadonlyMap<string, Host>;
  readonly sessions: Sessions;
  /** Aborted when the run is to stop: it was interrupted, or a host broke. */
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
  /** Called once something failed, before anything else is done on the hosts: they are as the failure left them. */
  readonly onFailure: () => Promise<void>;
}

/** The host a document names. A plan has one for each, so a missing one is our bug. */
export function hostOf({ hosts }: RunContext, name: string): Host {
  const host = hosts.get(name);
  if (!host) throw new Error(`No host ${name} in this run`);
  return host;
}
