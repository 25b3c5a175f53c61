import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { EngineStates, SavableHost } from '../engine-kind.ts';
import { openMonitor } from './monitor.ts';
import { saveMemory } from './saved-memory.ts';

/** A saved host's disk, in the checkpoint's folder. */
export const savedDisk = (folder: string, name: string): string => join(folder, `${name}.qcow2`);

/**
 * `EngineStates.save`. Disks name what they are laid over, by `home`. The disks are moved, so all has to be one file
 * system. Whatever happens, the hosts go on; but after a failure nothing more of them can be saved, for the disk that
 * they go on with is laid over one that nobody will find.
 */
export async function saveMachines({
  machines,
  folder,
  home,
  signal,
}: Parameters<EngineStates['save']>[0]): Promise<void> {
  const opened = await Promise.all(
    machines.map(async (machine) => ({
      machine,
      monitor: await openMonitor({ path: join(machine.folder, 'qmp'), signal }),
      overlay: await makeOverlay({ machine, home }),
    })),
  );
  const each = (act: (host: (typeof opened)[number]) => Promise<unknown>) => Promise.all(opened.map(act));
  try {
    await each(({ monitor }) => monitor.execute('stop'));
    await each(async ({ machine, monitor, overlay }) => {
      const frozen = machine.disk;
      // Before the migration: it ends the use of the disk that is on top then.
      await monitor.execute('blockdev-snapshot-sync', {
        device: 'root',
        'snapshot-file': overlay,
        format: 'qcow2',
        mode: 'existing',
      });
      machine.disk = overlay;
      await rename(frozen, savedDisk(folder, machine.name));
      const told = join(machine.folder, 'saved');
      await saveMemory({ monitor, folder, name: machine.name, told, signal });
    });
  } finally {
    await each(({ monitor }) => monitor.execute('cont').catch(() => undefined));
    for (const { monitor } of opened) monitor.close();
  }
}

let overlayCount = 0;

/** Made beforehand, over a disk that is not there yet under this name (`-u`): the machine stands still for less. */
async function makeOverlay({ machine, home }: { machine: SavableHost; home: string }): Promise<string> {
  const { disk, diskMiB, name } = machine;
  const overlay = disk.replace(/(?:\.\d+)?\.qcow2$/, `.${++overlayCount}.qcow2`);
  const backing = savedDisk(home, name);
  await execa('qemu-img', [
    'create',
    '-q',
    '-u',
    '-f',
    'qcow2',
    '-F',
    'qcow2',
    '-b',
    backing,
    overlay,
    `${diskMiB}M`,
  ]);
  return overlay;
}
