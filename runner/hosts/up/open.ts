import { join } from 'node:path';
import { createHost } from '../agent/host.ts';
import { agentVersion } from '../agent/source.ts';
import { HostBroken } from '../host.ts';
import type { OpenHosts } from '../open-hosts.ts';
import { attachMachine, type AttachMachineOptions } from '../vm/attach.ts';
import type { UpLab } from './description.ts';

/** A host that is up answers in milliseconds with KVM; one that takes this much longer hangs. */
const answerLimitMs = 5_000;

/**
 * The hosts of a lab that is up. `dispose` only lets go of them. Rejects with `HostBroken` when one is gone or does
 * not answer, or, for `sessions`, while somebody else is at work there.
 */
export async function openUpHosts({
  up,
  way,
  signal,
}: {
  up: UpLab;
  /** Take its sessions up again, as one command at a time can, or look in beside them. */
  way: AttachMachineOptions['way'];
  signal: AbortSignal;
}): Promise<OpenHosts> {
  const limitMs = answerLimitMs * up.slowness;
  const opened = await Promise.allSettled(
    up.hosts.map(({ name }) => openHost({ up, name, way, limitMs, signal })),
  );
  const hosts = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const dispose = async () => {
    await Promise.all(hosts.map((host) => host.dispose()));
  };
  const failed = opened.find((each) => each.status === 'rejected');
  if (failed) {
    await dispose();
    throw failed.reason;
  }
  return {
    hosts: new Map(hosts.map((host) => [host.name, host])),
    engine: up.engine,
    slowness: up.slowness,
    dispose,
  };
}

async function openHost(options: {
  up: UpLab;
  name: string;
  way: AttachMachineOptions['way'];
  limitMs: number;
  signal: AbortSignal;
}) {
  const { up, name, signal } = options;
  const folder = join(up.folder, name);
  const machine = await attachMachine({ ...options, folder }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new HostBroken(name, cause instanceof Error ? cause.message : String(cause), { cause });
  });
  const { control, welcome, died, lastWords } = machine;
  if (welcome.agent !== null && welcome.agent !== agentVersion()) {
    control.destroy();
    await machine.release();
    throw new HostBroken(
      name,
      `Cannot work on ${name}: another version of lab brought it up\nEnd it with: lab down ${up.lab}`,
    );
  }
  return createHost({
    name,
    kind: 'vm',
    slowness: up.slowness,
    from: control,
    to: control,
    welcome,
    died: died.then(({ message, console }) => new HostBroken(name, message, { console })),
    lastWords,
    release: () => machine.release(),
  });
}
