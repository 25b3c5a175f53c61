import type { EngineName } from '../report/report.ts';
import type { Host } from './host.ts';
import { openLocalHost } from './local/index.ts';
import type { OpenHosts } from './open-hosts.ts';
import type { OpenHostsOptions } from './options.ts';
import { connectSshHosts } from './ssh/index.ts';
import { openVirtualHosts } from './vm-hosts.ts';

export { fingerprintHosts } from './vm-hosts.ts';

export type { KeptLab, OpenHosts, SavedHosts } from './open-hosts.ts';
export type { OpenHostsOptions } from './options.ts';
export { connectSshHosts, type SshHosts } from './ssh/index.ts';
export { describeTarget, isReal, parseTarget, type Target, targetForms } from './target.ts';

/** Some hosts, opened, and how they are put away. */
type Part = Pick<OpenHosts, 'dispose'> &
  Partial<Pick<OpenHosts, 'keep' | 'saved'>> & {
    readonly hosts: readonly Host[];
    readonly engine?: EngineName;
  };

/** Opens every host of a lab. Rejects with `HostBroken`, and with nothing left behind, when one can't be had. */
export async function openHosts(options: OpenHostsOptions): Promise<OpenHosts> {
  // A machine that can't be reached is known at once; nobody waits for virtual machines to start for nothing.
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const opening = [openVirtual, openSsh, openLocal].map(async (open) => {
    try {
      return await open({ ...options, signal });
    } catch (error) {
      stop.abort(error);
      return none;
    }
  });
  const parts = await Promise.all(opening);
  const dispose = async () => {
    await Promise.all(parts.map((part) => part.dispose()));
  };
  if (stop.signal.aborted) {
    await dispose();
    throw stop.signal.reason;
  }
  const opened = new Map(parts.flatMap(({ hosts }) => hosts).map((host) => [host.name, host]));
  const whole = parts.find(({ hosts }) => hosts.length === opened.size);
  return {
    hosts: new Map(options.lab.hosts.flatMap(({ name }) => [...opened].filter(([each]) => each === name))),
    engine: parts.find(({ engine }) => engine)?.engine ?? null,
    slowness: Math.max(...[...opened.values()].map(({ slowness }) => slowness)),
    ...(whole?.keep && { keep: whole.keep }),
    ...(whole?.saved && { saved: whole.saved }),
    dispose,
  };
}

const none: Part = { hosts: [], dispose: () => Promise.resolve() };

async function openVirtual(options: OpenHostsOptions): Promise<Part> {
  const { lab, targets } = options;
  const labHosts = lab.hosts.filter(({ name }) => (targets.get(name)?.kind ?? 'vm') === 'vm');
  return labHosts.length === 0 ? none : openVirtualHosts({ ...options, labHosts });
}

async function openSsh({ lab, targets, sshHosts, signal }: OpenHostsOptions): Promise<Part> {
  const names = lab.hosts.map(({ name }) => name).filter((name) => targets.get(name)?.kind === 'ssh');
  if (names.length === 0) return none;
  const wanted = new Map([...targets].filter(([name]) => names.includes(name)));
  const machines = sshHosts ?? (await connectSshHosts({ targets: wanted, say: null, signal }));
  const dispose = () => (sshHosts ? Promise.resolve() : machines.dispose());
  try {
    return { hosts: await Promise.all(names.map((name) => machines.open(name))), dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function openLocal({ lab, targets }: OpenHostsOptions): Promise<Part> {
  const hosts = lab.hosts
    .filter(({ name }) => targets.get(name)?.kind === 'local')
    .map(({ name }) => openLocalHost({ name }));
  const dispose = async () => {
    await Promise.all(hosts.map((host) => host.dispose()));
  };
  return Promise.resolve({ hosts, dispose });
}
