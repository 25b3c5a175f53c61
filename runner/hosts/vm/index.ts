import type { LabHost } from '../../document/lab.ts';
import type { EngineName } from '../../report/report.ts';
import { chooseEngine } from './engine.ts';
import { ensureImage } from './image.ts';
import type { Machine } from './machine.ts';
import { ensureMirror } from './mirror.ts';
import { type OnProgress, startActivity } from './progress.ts';
import { createRunFolders } from './run-folder.ts';
import { networkCards, startSegments } from './segments.ts';
import { startMachine } from './start-machine.ts';
import { startSupervisor } from './supervisor.ts';

export type { Machine } from './machine.ts';

export interface StartMachinesOptions {
  readonly hosts: readonly LabHost[];
  /** Debian packages that `apt-get install` must find in the hosts. */
  readonly packages: readonly string[];
  readonly internet: boolean;
  readonly engine: 'auto' | EngineName;
  /** Ends the start: everything begun is undone. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** The virtual machines of a lab, started. */
export interface Machines {
  readonly engine: EngineName;
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
