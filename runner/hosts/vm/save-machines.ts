import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { openMonitor } from './monitor.ts';
import { saveMemory } from './saved-memory.ts';

/** A running host as saving sees it. */
export interface SavableMachine {
  readonly name: string;
  /** Of its sockets. */
  readonly folder: string;
  /** The overlay that it writes to; another one after each save. */
  disk: string;
  readonly diskMiB: number;
}

/** A saved host's disk, in the checkpoint's folder. */
export const savedDisk = (folder: string, name: string): string => join(folder, `${name}.qcow2`);

/**
 * Freezes all hosts at one moment, saves memory and disks into a folder, and lets them go on. `home` is where that
 * folder will be found later: disks name what they are laid over. The disks are moved, so all has to be one file
 * system. Whatever happens, the hosts go on; but after a failure nothing more of them can be saved, for the disk that
 * they go on with is laid over one that nobody will find.
 */
export async function saveMachines({
  machines,
  folder,
  home,
  signal,
}: {
  machines: readonly SavableMachine[];
  folder: string;
  home: string;
  signal: AbortSignal;
}): Promise<void> {
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
async function makeOverlay({ machine, home }: { machine: SavableMachine; home: string }): Promise<string> {
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
