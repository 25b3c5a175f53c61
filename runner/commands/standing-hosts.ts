import type { Lab, LabHost } from '../document/lab.ts';
import { HostBroken } from '../hosts/host.ts';
import {
  describeTarget,
  isReal,
  type OpenHosts,
  openHosts,
  type SshHosts,
  type Target,
} from '../hosts/index.ts';
import { openUpHosts, type UpLab } from '../hosts/up/index.ts';
import { unreachableHost } from '../hosts/unreachable.ts';
import { UsageError } from './usage-error.ts';

/** A lab whose hosts stand somewhere already, as their learner left them. */
export interface StandingLab {
  readonly lab: Lab;
  readonly targets: ReadonlyMap<string, Target>;
  /** Where those hosts are that no target names; null where each has one. */
  readonly up: UpLab | null;
}

/** Throws UsageError where a host of the lab stands nowhere: judging what stands starts no machine. */
export function requireStanding({ lab, targets, up }: StandingLab): void {
  if (up) return;
  const nowhere = lab.hosts.map(({ name }) => name).filter((name) => !isReal(targets.get(name)));
  if (nowhere.length === 0) return;
  const [name = ''] = nowhere;
  throw new UsageError(
    `Cannot tell where ${nowhere.join(', ')} of ${lab.document} ${nowhere.length === 1 ? 'is' : 'are'}\n` +
      `Bring the lab up with: lab up ${lab.document}\nOr say where: --host ${name}=local`,
  );
}

/** Names where the hosts are, for telling one learner's work from another's. */
export function placesOf({ lab, targets, up }: StandingLab): string[] {
  const placeOf = (target: Target | undefined) =>
    isReal(target) ? describeTarget(target) : (up?.folder ?? 'vm');
  return lab.hosts.map(({ name }) => `${name}=${placeOf(targets.get(name))}`);
}

/**
 * Opens every host, each for itself: one that can't be reached is there all the same, and broken. Rejects only with the
 * reason of `signal`, with nothing left behind.
 */
export async function openStandingHosts({
  lab,
  targets,
  up,
  sshHosts,
  way,
  signal,
}: StandingLab & {
  sshHosts: SshHosts;
  /** On a lab that is up: take its sessions up again, or look in beside them. */
  way: Parameters<typeof openUpHosts>[0]['way'];
  signal: AbortSignal;
}): Promise<OpenHosts> {
  const openOne = async (host: LabHost): Promise<OpenHosts> => {
    try {
      if (up && !isReal(targets.get(host.name))) {
        const hosts = up.hosts.filter(({ name }) => name === host.name);
        return await openUpHosts({ up: { ...up, hosts }, way, signal });
      }
      const onProgress = () => undefined;
      const own = { ...lab, hosts: [host] };
      return await openHosts({ lab: own, targets, sshHosts, engine: 'auto', signal, onProgress });
    } catch (error) {
      if (!(error instanceof HostBroken)) throw error;
      const { name } = host;
      const broken = unreachableHost({ name, kind: targets.get(name)?.kind ?? 'vm', error });
      return { hosts: new Map([[name, broken]]), engine: null, slowness: 1, dispose: () => broken.dispose() };
    }
  };
  const all = await Promise.allSettled(lab.hosts.map(openOne));
  const open = all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const dispose = async () => {
    await Promise.all(open.map((each) => each.dispose()));
  };
  const failure = all.find((each) => each.status === 'rejected');
  if (failure) {
    await dispose();
    throw failure.reason;
  }
  return {
    hosts: new Map(open.flatMap(({ hosts }) => [...hosts])),
    engine: open.find(({ engine }) => engine !== null)?.engine ?? null,
    slowness: Math.max(...open.map(({ slowness }) => slowness)),
    dispose,
  };
}
