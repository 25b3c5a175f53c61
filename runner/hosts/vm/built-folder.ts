import { mkdir, mkdtemp, readdir, rename, rm, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { requireRoom } from './full-disk.ts';
import { isWhole, writeInventory } from './inventory.ts';
import { takeLock, tryLock } from './lock.ts';
import type { Activity } from './progress.ts';

/** Between a folder's name and what makes a build's own unique. */
const infix = '.building-';

export interface BuildOptions {
  /** Absolute path that the result gets; its last part is the hash of everything the result depends on. */
  readonly folder: string;
  /** At its largest, while it is built. */
  readonly neededMiB: number;
  readonly signal: AbortSignal;
  readonly activity: Activity;
  /** Fills the temporary folder that it is given. */
  readonly build: (temporaryFolder: string) => Promise<void>;
}

/**
 * Makes sure that a folder is there, whole: built aside and renamed into place, by one run at a time. What runs left
 * half-built that died meanwhile is swept; what lost files since, or parts of them, is built anew. Returns `folder`,
 * whose time of change says when it was last wanted.
 */
export async function buildFolder({
  folder,
  neededMiB,
  signal,
  activity,
  build,
}: BuildOptions): Promise<string> {
  if (!(await isWhole(folder))) {
    await mkdir(dirname(folder), { recursive: true });
    const onWait = (): void => {
      activity.step('waiting for another run that is building the same');
    };
    const lock = await takeLock({ path: `${folder}.lock`, signal, onWait });
    try {
      await sweep(folder);
      if (!(await isWhole(folder))) {
        await requireRoom({ folder: dirname(folder), neededMiB });
        await buildAside({ folder, build });
      }
    } finally {
      await lock.release();
    }
  }
  const now = new Date();
  await utimes(folder, now, now);
  return folder;
}

async function buildAside({ folder, build }: Pick<BuildOptions, 'folder' | 'build'>): Promise<void> {
  const temporaryFolder = await mkdtemp(`${folder}${infix}`);
  try {
    await build(temporaryFolder);
    await writeInventory(temporaryFolder);
    // A folder can't be renamed over another that holds something.
    await rm(folder, { recursive: true, force: true });
    await rename(temporaryFolder, folder);
  } catch (error) {
    await rm(temporaryFolder, { recursive: true, force: true });
    throw error;
  }
}

/** Removes what is half-built in a folder of built folders and has no run that is building it. */
export async function sweepBuilds(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  const built = new Set(
    names.filter((name) => name.includes(infix)).map((name) => name.slice(0, name.indexOf(infix))),
  );
  const { signal } = new AbortController();
  for (const name of built) {
    const lock = await tryLock({ path: join(parent, `${name}.lock`), signal });
    if (lock === null) continue;
    await sweep(join(parent, name));
    await lock.release();
  }
}

async function sweep(folder: string): Promise<void> {
  const names = await readdir(dirname(folder));
  const dead = names.filter((name) => name.startsWith(`${basename(folder)}${infix}`));
  await Promise.all(dead.map((name) => rm(join(dirname(folder), name), { recursive: true, force: true })));
}
