import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { LabHost } from '../../document/lab.ts';
import type { Engine } from './engine.ts';
import { type Image, imageMiB } from './image.ts';
import { connectMachine, type Machine } from './machine.ts';
import type { Mirror } from './mirror.ts';
import { openMonitor } from './monitor.ts';
import { type Interface, qemuArguments } from './qemu.ts';
import type { RunFolders } from './run-folder.ts';
import { type SavableMachine, savedDisk } from './save-machines.ts';
import { loadMemory, waitForState } from './saved-memory.ts';
import type { Ended, Supervisor } from './supervisor.ts';

/** A host is up in a few seconds with KVM; whoever takes this much longer never will be. */
const bootLimitMs = 60_000;

/** A saved state is there in a second; QEMU waits for ever for the rest of one that ends too early. */
const restoreLimitMs = 60_000;

export interface StartMachineOptions {
  readonly host: LabHost;
  readonly interfaces: readonly Interface[];
  readonly engine: Engine;
  readonly image: Image;
  readonly mirror: Mirror;
  readonly folders: RunFolders;
  readonly supervisor: Supervisor;
  /** What to go on from; null boots. */
  readonly from: SavedState | null;
  readonly signal: AbortSignal;
}

/** Where hosts were saved, and how each waits there for the others. */
export interface SavedState {
  readonly folder: string;
  /** Resolves when all hosts are as they were saved. */
  readonly whenAllAreThere: () => Promise<void>;
}

/**
 * Starts one host. Resolves when its loader answers or, for one that was saved, its agent; rejects when it dies first
 * or takes too long.
 */
export async function startMachine(options: StartMachineOptions): Promise<Machine & SavableMachine> {
  const { host, interfaces, engine, image, mirror, folders, supervisor, from, signal } = options;
  const { name, memoryMiB, cpus, diskMiB } = host;
  const { kernel, initrd } = image;
  const folder = join(folders.folder, name);
  const disk = join(folders.diskFolder, `${name}.qcow2`);
  await mkdir(folder);
  const size = Math.max(diskMiB, imageMiB);
  const base = from ? ['qcow2', savedDisk(from.folder, name)] : ['raw', image.disk];
  await createDisk({ disk, base, size });
  const isDiskLarger = diskMiB > imageMiB;
  const extraDisks = [
    { serial: 'mirror', path: mirror.disk },
    ...(mirror.containersDisk === null ? [] : [{ serial: 'containers', path: mirror.containersDisk }]),
  ];
  const machine = { engine: engine.engine, name, memoryMiB, cpus, kernel, initrd };
  const words = qemuArguments({ ...machine, disk, isDiskLarger, extraDisks, folder, interfaces });
  const { ended } = supervisor.start({
    name,
    command: ['qemu-system-x86_64', ...words, ...(from ? waitForState : [])],
  });
  const limitMs = bootLimitMs * engine.slowness;
  if (from) await goOn({ name, folder, from, ended, signal });
  const connected = await connectMachine({
    name,
    folder,
    diskFolder: folders.diskFolder,
    ended,
    signal,
    limitMs,
  });
  return { ...connected, folder, disk, diskMiB: size };
}

/** An overlay over the image or over a saved disk: what the host writes, and nothing else. */
async function createDisk({ disk, base, size }: { disk: string; base: readonly string[]; size: number }) {
  const [format = '', path = ''] = base;
  await execa('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', format, '-b', path, disk, `${size}M`]);
}

/** Has the machine as it was saved, waits for the other hosts; then all go on at one moment, as they were stopped. */
async function goOn({
  name,
  folder,
  from,
  ended,
  signal,
}: {
  name: string;
  folder: string;
  from: SavedState;
  ended: Promise<Ended>;
  signal: AbortSignal;
}): Promise<void> {
  const over = new AbortController();
  const limit = AbortSignal.timeout(restoreLimitMs);
  const gone = ended.then(({ status }) => {
    over.abort(new Error(`QEMU ended with status ${status} while it was restored`));
  });
  const monitor = await openMonitor({
    path: join(folder, 'qmp'),
    signal: AbortSignal.any([signal, over.signal, limit]),
  });
  const late = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => {
      reject(
        new Error(`Its saved state in ${from.folder} was not there again within ${restoreLimitMs / 1000} s`),
      );
    });
  });
  late.catch(() => undefined);
  try {
    await Promise.race([loadMemory({ monitor, folder: from.folder, name }), late]);
    await Promise.race([from.whenAllAreThere(), gone, late]);
    await monitor.execute('cont');
  } finally {
    monitor.close();
  }
}
