import type { LabHost } from '../document/lab.ts';
import type { EngineName } from '../report/report.ts';
import { resolve } from 'node:path';
import { createHost } from './agent/host.ts';
import { agentVersion } from './agent/source.ts';
import { type Host, HostBroken } from './host.ts';
import type { OpenHosts, SavedHosts } from './open-hosts.ts';
import type { OpenHostsOptions } from './options.ts';
import { describeUp } from './up/description.ts';

/** Names everything that a saved state of a lab's hosts depends on, where all of them are virtual machines. */
export async function fingerprintHosts(
  options: Pick<OpenHostsOptions, 'lab' | 'engine' | 'signal' | 'onProgress'>,
): Promise<string> {
  const { fingerprintMachines } = await import('./vm/index.ts');
  return fingerprintMachines({ ...options, ...options.lab }).catch(asBroken(options));
}

/** Building and starting go through many programs; whichever fails says why in its message. */
const asBroken =
  ({ signal }: Pick<OpenHostsOptions, 'signal'>) =>
  (cause: unknown): never => {
    signal.throwIfAborted();
    if (cause instanceof HostBroken || !(cause instanceof Error)) throw cause;
    throw new HostBroken(null, cause.message, { cause });
  };

/** Starts virtual machines and puts an agent on each. */
export async function openVirtualHosts({
  lab,
  labHosts,
  engine,
  savable = false,
  findState,
  signal,
  onProgress,
}: OpenHostsOptions & { labHosts: readonly LabHost[] }): Promise<{
  hosts: Host[];
  engine: EngineName;
  keep: Required<OpenHosts>['keep'];
  saved?: SavedHosts;
  dispose(): Promise<void>;
}> {
  const { startMachines } = await import('./vm/index.ts');
  const { packages, internet } = lab;
  const machines = await startMachines({
    hosts: labHosts,
    packages,
    internet,
    engine,
    savable,
    ...(findState && labHosts.length === lab.hosts.length && { findState }),
    signal,
    onProgress,
  }).catch(asBroken({ signal }));
  const hosts = machines.machines.map(({ name, control, welcome, died, lastWords }) =>
    createHost({
      name,
      kind: 'vm',
      slowness: machines.slowness,
      from: control,
      to: control,
      welcome,
      died: died.then(({ message, console }) => new HostBroken(name, message, { console })),
      lastWords,
      release: () => Promise.resolve(),
    }),
  );
  const { save } = machines;
  let isKept = false;
  return {
    hosts,
    engine: machines.engine,
    ...(save && {
      saved: {
        restored: machines.restored,
        memoryMiB: labHosts.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0),
        save: async (place: Parameters<typeof save>[0]) => {
          await Promise.all(hosts.map((host) => host.slim()));
          // Frozen hosts don't answer, for many seconds where the disk or the processors are busy.
          for (const host of hosts) host.expectSilence(true);
          await save(place).finally(() => {
            for (const host of hosts) host.expectSilence(false);
          });
        },
      },
    }),
    keep: async ({ lab: { id, document, title }, step, failed }) => {
      const { folder, engine: used, slowness } = machines;
      const memory = labHosts.map(({ name, memoryMiB }) => ({ name, memoryMiB }));
      await describeUp({
        folder,
        agent: agentVersion(),
        lab: id,
        document: resolve(document),
        title,
        step,
        failed,
        since: new Date().toISOString(),
        engine: used,
        slowness,
        hosts: memory,
      });
      await machines.keep();
      isKept = true;
    },
    dispose: async () => {
      await Promise.all(hosts.map((host) => host.dispose()));
      if (!isKept) await machines.dispose();
    },
  };
}
