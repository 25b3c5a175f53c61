import type { EngineName } from '../report/report.ts';
import type { Host } from './host.ts';
import { openLocalHost } from './local/index.ts';
import type { OpenHostsOptions } from './options.ts';
import { openVirtualHosts } from './vm-hosts.ts';

export type { Target } from './options.ts';

/** The hosts of a lab, ready for blocks. */
export interface OpenHosts {
  readonly hosts: ReadonlyMap<string, Host>;
  /** Null where no virtual machine is used. */
  readonly engine: EngineName | null;
  /** The largest factor of any host. */
  readonly slowness: number;
  /** Puts all of them away. */
  dispose(): Promise<void>;
}

/** Opens every host of a lab. Rejects with `HostBroken`, and with nothing left behind, when one can't be had. */
export async function openHosts(options: OpenHostsOptions): Promise<OpenHosts> {
  const { lab, targets } = options;
  const virtual = lab.hosts.filter(({ name }) => (targets.get(name)?.kind ?? 'vm') === 'vm');
  const machines = virtual.length === 0 ? null : await openVirtualHosts({ ...options, labHosts: virtual });
  const local = lab.hosts
    .filter(({ name }) => targets.get(name)?.kind === 'local')
    .map(({ name }) => openLocalHost({ name }));
  const hosts = new Map([...(machines?.hosts ?? []), ...local].map((host) => [host.name, host]));
  return {
    hosts,
    engine: machines?.engine ?? null,
    slowness: Math.max(...[...hosts.values()].map(({ slowness }) => slowness)),
    dispose: async () => {
      await Promise.all(local.map((host) => host.dispose()));
      await machines?.dispose();
    },
  };
}
