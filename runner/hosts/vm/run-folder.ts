import { mkdir, mkdtemp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';

/** `sun_path` has 108 bytes with its final NUL (unix(7)); the longest name below a run's folder is a host's of 63. */
const socketFolderBytes = 107 - '/run-XXXXXX/'.length - 63 - '/port'.length;

/** The folders of a run. */
export interface RunFolders {
  /** Sockets, logs, process id; short paths. */
  readonly folder: string;
  /** The hosts' disks: on a disk, while `folder` may be in memory. */
  readonly diskFolder: string;
}

/** Parent of all runs' folders of this user. */
export function runsFolder(): string {
  const name = `lab-${process.getuid?.() ?? 0}`;
  const runtime = process.env['XDG_RUNTIME_DIR'];
  const fits = runtime !== undefined && Buffer.byteLength(join(runtime, name)) <= socketFolderBytes;
  return join(fits ? runtime : '/tmp', name);
}

export function runDisksFolder(): string {
  return join(cacheFolder(), 'runs');
}

/** Makes the folders of a new run. */
export async function createRunFolders(): Promise<RunFolders> {
  await mkdir(runsFolder(), { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(runsFolder(), 'run-'));
  const diskFolder = join(runDisksFolder(), basename(folder));
  await mkdir(diskFolder, { recursive: true });
  return { folder, diskFolder };
}
