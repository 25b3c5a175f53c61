import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { takeLock } from './lock.ts';
import type { Activity } from './progress.ts';

/** Between a folder's name and what makes a build's own unique. */
const infix = '.building-';

export interface BuildOptions {
  /** Absolute path that the result gets; its last part is the hash of everything the result depends on. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly activity: Activity;
  /** Fills the temporary folder that it is given. */
  readonly build: (temporaryFolder: string) => Promise<void>;
}

/**
 * Makes sure that a folder is there, whole: built aside and renamed into place, by one run at a time. What runs left
 * half-built that died meanwhile is swept. Returns `folder`.
 */
export async function buildFolder({ folder, signal, activity, build }: BuildOptions): Promise<string> {
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const onWait = (): void => {
    activity.step('waiting for another run that is building the same');
  };
  const lock = await takeLock({ path: `${folder}.lock`, signal, onWait });
  try {
    await sweep(folder);
    if (existsSync(folder)) return folder;
    const temporaryFolder = await mkdtemp(`${folder}${infix}`);
    try {
      await build(temporaryFolder);
      await rename(temporaryFolder, folder);
    } catch (error) {
      await rm(temporaryFolder, { recursive: true, force: true });
      throw error;
    }
    return folder;
  } finally {
    await lock.release();
  }
}

/** Removes what is half-built in a folder of built folders and has no run that is building it. */
export async function sweepBuilds(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  const built = new Set(
    names.filter((name) => name.includes(infix)).map((name) => name.slice(0, name.indexOf(infix))),
  );
  for (const name of built) {
    const lock = ['--nonblock', join(parent, `${name}.lock`), 'true'];
    const { exitCode } = await execa('flock', lock, { reject: false });
    if (exitCode === 0) await sweep(join(parent, name));
  }
}

async function sweep(folder: string): Promise<void> {
  const names = await readdir(dirname(folder));
  const dead = names.filter((name) => name.startsWith(`${basename(folder)}${infix}`));
  await Promise.all(dead.map((name) => rm(join(dirname(folder), name), { recursive: true, force: true })));
}
