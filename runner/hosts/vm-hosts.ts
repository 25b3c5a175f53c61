import type { LabHost } from '../document/lab.ts';
import type { EngineName } from '../report/report.ts';
import { createHost } from './agent/host.ts';
import { type Host, HostBroken } from './host.ts';
import type { OpenHostsOptions } from './options.ts';

/** Starts virtual machines and puts an agent on each. */
export async function openVirtualHosts({
  lab,
  labHosts,
  engine,
  signal,
  onProgress,
}: OpenHostsOptions & { labHosts: readonly LabHost[] }): Promise<{
  hosts: Host[];
  engine: EngineName;
  dispose(): Promise<void>;
}> {
  const { startMachines } = await import('./vm/index.ts');
  const { packages, internet } = lab;
  const machines = await startMachines({
    hosts: labHosts,
    packages,
    internet,
    engine,
    signal,
    onProgress,
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    if (cause instanceof HostBroken || !(cause instanceof Error)) throw cause;
    // Building and starting go through many programs; whichever fails says why in its message.
    throw new HostBroken(null, cause.message, { cause });
  });
  const hosts = machines.machines.map(({ name, control, welcome, died, lastWords }) =>
    createHost({
      name,
      kind: 'vm',
      slowness: machines.slowness,
      stream: control,
      welcome,
      died: died.then(({ message, console }) => new HostBroken(name, message, { console })),
      lastWords,
      release: () => Promise.resolve(),
    }),
  );
  return {
    hosts,
    engine: machines.engine,
    dispose: async () => {
      await Promise.all(hosts.map((host) => host.dispose()));
      await machines.dispose();
    },
  };
}
