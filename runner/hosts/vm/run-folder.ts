import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { baseFolder } from '../../base-folders.ts';
import { cacheFolder } from './cache-folder.ts';
import { type Lock, takeLock } from './lock.ts';

/** What the names of all runs' folders begin with; mkdtemp(3) adds six characters. */
export const runPrefix = 'run-';
const runNameBytes = runPrefix.length + 6;

/** `sun_path` has 108 bytes with its final NUL (unix(7)); the longest name below a run's folder is a host's of 63. */
const socketFolderBytes = 107 - '/'.length - runNameBytes - '/'.length - 63 - '/watch'.length;

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
  const runtime = baseFolder(process.env['XDG_RUNTIME_DIR']);
  const fits = runtime !== null && Buffer.byteLength(join(runtime, name)) <= socketFolderBytes;
  return join(fits ? runtime : '/tmp', name);
}

export function runDisksFolder(): string {
  return join(cacheFolder(), 'runs');
}

/** In each of the two parents; held, shared, while a run has folders there and no supervisor yet that locks them. */
export const birthLock = 'birth.lock';

/**
 * Makes the folders of a new run and calls `own` with them, which sees to it that somebody holds the file `lock` in
 * each of them. Removes them where that fails.
 */
export async function createRunFolders<T>({
  signal,
  own,
}: {
  signal: AbortSignal;
  own: (folders: RunFolders) => Promise<T>;
}): Promise<T> {
  const locks: Lock[] = [];
  try {
    for (const parent of [runsFolder(), runDisksFolder()]) {
      await mkdir(parent, { recursive: true, mode: 0o700 });
      const path = join(parent, birthLock);
      locks.push(await takeLock({ path, isShared: true, signal, onWait: () => undefined }));
    }
    const folder = await mkdtemp(join(runsFolder(), runPrefix));
    const diskFolder = join(runDisksFolder(), basename(folder));
    try {
      await mkdir(diskFolder);
      return await own({ folder, diskFolder });
    } catch (error) {
      for (const path of [folder, diskFolder]) await rm(path, { recursive: true, force: true });
      throw error;
    }
  } finally {
    for (const lock of locks) await lock.release();
  }
}
