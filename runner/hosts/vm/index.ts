import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { LabHost } from '../../document/lab.ts';
import { ensureImage, type Image, imageMiB } from './image.ts';
import { ensureMirror, type Mirror } from './mirror.ts';
import { connectMachine, type Machine } from './machine.ts';
import { type OnProgress, startActivity } from './progress.ts';
import { type Interface, qemuArguments } from './qemu.ts';
import { chooseEngine, type Engine } from './engine.ts';
import { networkCards, startSegments } from './segments.ts';
import { createRunFolders, type RunFolders } from './run-folder.ts';
import { startSupervisor, type Supervisor } from './supervisor.ts';

export type { Machine } from './machine.ts';

export interface StartMachinesOptions {
  readonly hosts: readonly LabHost[];
  /** Debian packages that `apt-get install` must find in the hosts. */
  readonly packages: readonly string[];
  readonly internet: boolean;
  readonly engine: 'auto' | 'kvm' | 'tcg';
  /** Ends the start: everything begun is undone. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** The virtual machines of a lab, started. */
export interface Machines {
  readonly engine: 'kvm' | 'tcg';
  /** How many times slower than this machine they are; at least 1. */
  readonly slowness: number;
  readonly machines: readonly Machine[];
  /** Lets them outlive this process. */
  keep(): Promise<void>;
  /** Ends them and removes all their files; quick. */
  dispose(): Promise<void>;
}

/**
 * Starts the virtual machines of a lab side by side; builds what they need on first use. Resolves when the loader
 * of every machine waits for its agent; rejects, with nothing left behind, when one of them can't be started.
 */
export async function startMachines(options: StartMachinesOptions): Promise<Machines> {
  const { hosts, packages, internet, signal, onProgress } = options;
  const image = await ensureImage({ signal, onProgress });
  const mirror = await ensureMirror({ image, packages, signal, onProgress });
  const engine = await chooseEngine({ engine: options.engine, image, signal, onProgress });
  const folders = await createRunFolders();
  const supervisor = await startSupervisor(folders);
  try {
    const activity = startActivity({ activity: 'boot', onProgress });
    activity.step(`starting ${hosts.map(({ name }) => name).join(', ')}`);
    const switchFolders = await startSegments({ hosts, folder: folders.folder, supervisor, signal });
    const machines = await Promise.all(
      hosts.map((host, hostIndex) => {
        const interfaces = networkCards({ host, hostIndex, internet, switchFolders });
        return startMachine({ host, interfaces, engine, image, mirror, folders, supervisor, signal });
      }),
    );
    activity.end(`started ${hosts.map(({ name }) => name).join(', ')}`);
    return {
      ...engine,
      machines,
      keep: () => supervisor.keep(),
      dispose: () => supervisor.dispose(),
    };
  } catch (error) {
    await supervisor.dispose();
    throw error;
  }
}

async function startMachine(options: {
  host: LabHost;
  interfaces: readonly Interface[];
  engine: Engine;
  image: Image;
  mirror: Mirror;
  folders: RunFolders;
  supervisor: Supervisor;
  signal: AbortSignal;
}): Promise<Machine> {
  const { host, interfaces, engine, image, mirror, folders, supervisor, signal } = options;
  const { name } = host;
  const folder = join(folders.folder, name);
  const disk = join(folders.diskFolder, `${name}.qcow2`);
  await mkdir(folder);
  await createDisk({ disk, image, diskMiB: host.diskMiB });
  const command = [
    'qemu-system-x86_64',
    ...qemuArguments({
      engine: engine.engine,
      name,
      memoryMiB: host.memoryMiB,
      cpus: host.cpus,
      kernel: image.kernel,
      initrd: image.initrd,
      disk,
      isDiskLarger: host.diskMiB > imageMiB,
      extraDisks: [
        { serial: 'mirror', path: mirror.disk },
        ...(mirror.containersDisk === null ? [] : [{ serial: 'containers', path: mirror.containersDisk }]),
      ],
      folder,
      interfaces,
    }),
  ];
  const { ended } = supervisor.start({ name, command });
  return connectMachine({ name, folder, ended, signal });
}

/** An overlay over the image: what the host writes, and nothing else. */
async function createDisk({
  disk,
  image,
  diskMiB,
}: {
  disk: string;
  image: Image;
  diskMiB: number;
}): Promise<void> {
  const size = `${Math.max(diskMiB, imageMiB)}M`;
  await execa('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', image.disk, disk, size]);
}
