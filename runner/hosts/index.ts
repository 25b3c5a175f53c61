import type { Lab } from '../document/lab.ts';
import type { EngineName } from '../report/report.ts';
import type { Host } from './host.ts';
import { openLocalHost } from './local/index.ts';
import { openVirtualHosts } from './vm-hosts.ts';

/** What a host of a lab is put on. */
export type Target = { readonly kind: 'vm' } | { readonly kind: 'local' };

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

/** Long work on the way to a host: what, in words, and whether that ends it. */
export type OnProgress = (progress: {
  activity: string;
  message: string;
  done: boolean;
  elapsedMs: number;
}) => void;

export interface OpenHostsOptions {
  readonly lab: Lab;
  /** By name of the host; those not named are virtual machines. */
  readonly targets: ReadonlyMap<string, Target>;
  readonly engine: 'auto' | EngineName;
  /** Ends the start; what had been started is put away. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
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
