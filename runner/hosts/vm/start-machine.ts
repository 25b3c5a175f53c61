import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { LabHost } from '../../document/lab.ts';
import type { Engine } from './engine.ts';
import { type Image, imageMiB } from './image.ts';
import { connectMachine, type Machine } from './machine.ts';
import type { Mirror } from './mirror.ts';
import { type Interface, qemuArguments } from './qemu.ts';
import type { RunFolders } from './run-folder.ts';
import type { Supervisor } from './supervisor.ts';

/** A host is up in a few seconds with KVM; whoever takes this much longer never will be. */
const bootLimitMs = 60_000;

export interface StartMachineOptions {
  readonly host: LabHost;
  readonly interfaces: readonly Interface[];
  readonly engine: Engine;
  readonly image: Image;
  readonly mirror: Mirror;
  readonly folders: RunFolders;
  readonly supervisor: Supervisor;
  readonly signal: AbortSignal;
}

/** Starts one host. Resolves when its loader answers; rejects when it dies first or takes too long. */
export async function startMachine(options: StartMachineOptions): Promise<Machine> {
  const { host, interfaces, engine, image, mirror, folders, supervisor, signal } = options;
  const { name, memoryMiB, cpus, diskMiB } = host;
  const { kernel, initrd } = image;
  const folder = join(folders.folder, name);
  const disk = join(folders.diskFolder, `${name}.qcow2`);
  await mkdir(folder);
  await createDisk({ disk, image, diskMiB });
  const isDiskLarger = diskMiB > imageMiB;
  const extraDisks = [
    { serial: 'mirror', path: mirror.disk },
    ...(mirror.containersDisk === null ? [] : [{ serial: 'containers', path: mirror.containersDisk }]),
  ];
  const machine = { engine: engine.engine, name, memoryMiB, cpus, kernel, initrd };
  const words = qemuArguments({ ...machine, disk, isDiskLarger, extraDisks, folder, interfaces });
  const { ended } = supervisor.start({ name, command: ['qemu-system-x86_64', ...words] });
  const limitMs = bootLimitMs * engine.slowness;
  return connectMachine({ name, folder, diskFolder: folders.diskFolder, ended, signal, limitMs });
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
