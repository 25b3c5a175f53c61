import { join } from 'node:path';
import { execa } from 'execa';
import type { SavedState, StartedHost, StartOptions } from '../engine-kind.ts';
import { imageMiB } from '../image.ts';
import type { Ended } from '../supervisor.ts';
import { qemuArguments } from './arguments.ts';
import { openMonitor } from './monitor.ts';
import { savedDisk } from './save-machines.ts';
import { loadMemory, waitForState } from './saved-memory.ts';

/** A saved state is there in a second; QEMU waits for ever for the rest of one that ends too early. */
const restoreLimitMs = 60_000;

/** Starts one host's QEMU; where there is a state to go on from, resolves once it does. */
export async function startQemu({
  accelerator,
  host: { name, memoryMiB, cpus, diskMiB },
  interfaces,
  image,
  extraDisks,
  folders,
  folder,
  supervisor,
  from,
  signal,
}: StartOptions & { accelerator: 'kvm' | 'tcg' }): Promise<StartedHost> {
  const { kernel, initrd } = image;
  const disk = join(folders.diskFolder, `${name}.qcow2`);
  const size = Math.max(diskMiB, imageMiB);
  const base = from ? ['qcow2', savedDisk(from.folder, name)] : ['raw', image.disk];
  await createDisk({ disk, base, size });
  const isDiskLarger = diskMiB > imageMiB;
  const machine = { engine: accelerator, name, memoryMiB, cpus, kernel, initrd };
  const words = qemuArguments({ ...machine, disk, isDiskLarger, extraDisks, folder, interfaces });
  const { ended } = supervisor.start({
    name,
    command: ['qemu-system-x86_64', ...words, ...(from ? waitForState : [])],
  });
  if (from) await goOn({ name, folder, from, ended, signal });
  return { ended, disk, diskMiB: size };
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
