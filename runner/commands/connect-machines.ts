import type { Lab } from '../document/lab.ts';
import { connectSshHosts, type SshHosts, type Target } from '../hosts/index.ts';
import { canAsk } from './ask.ts';

/**
 * Connects to the machines that labs need over SSH. Where somebody sits at a terminal, ssh puts its questions there: so
 * this comes before anything else is drawn on it. A machine that can't be reached is told when it is opened.
 */
export function connectMachines({
  labs,
  targets,
  signal,
}: {
  labs: readonly Lab[];
  targets: ReadonlyMap<string, Target>;
  signal: AbortSignal;
}): Promise<SshHosts> {
  const names = new Set(labs.flatMap(({ hosts }) => hosts.map(({ name }) => name)));
  return connectSshHosts({
    targets: new Map([...targets].filter(([name]) => names.has(name))),
    say: canAsk() ? (text) => process.stderr.write(`lab: ${text}\n`) : null,
    signal,
  });
}
