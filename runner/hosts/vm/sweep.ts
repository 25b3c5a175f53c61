import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { sweepBuilds } from './built-folder.ts';
import { cacheFolder } from './cache-folder.ts';
import { runDisksFolder, runsFolder } from './run-folder.ts';
import { sweepTreeFolders } from './tree-folder.ts';

/** A run's folder without a lock may be one that is just being made. */
const youngMs = 60_000;

/** What a sweep found and did. */
export interface Swept {
  /** Folders of dead runs that were removed. */
  readonly dead: number;
  /** Runs that are alive, and were left alone. */
  readonly alive: number;
  /** MiB of cache that were given back. */
  readonly freedMiB: number;
}

/**
 * Removes what dead runs left (one whose supervisor was killed too, one that was building); with `all`, images, mirrors and downloads as
 * well, unless a run that is alive may be using them.
 */
export async function sweep({ all }: { all: boolean }): Promise<Swept> {
  const names = new Set([...(await list(runsFolder())), ...(await list(runDisksFolder()))]);
  const states = await Promise.all([...names].map(async (name) => ({ name, alive: await isAlive(name) })));
  const dead = states.filter(({ alive }) => !alive).map(({ name }) => name);
  for (const name of dead) {
    await remove(join(runsFolder(), name));
    await remove(join(runDisksFolder(), name));
  }
  for (const kind of ['images', 'containers', 'mirrors']) await sweepBuilds(join(cacheFolder(), kind));
  await sweepTreeFolders();
  const alive = states.length - dead.length;
  const freedMiB = all && alive === 0 ? await emptyCache() : 0;
  return { dead: dead.length, alive, freedMiB };
}

/** A supervisor holds its run's lock for as long as it lives. */
async function isAlive(name: string): Promise<boolean> {
  const folder = join(runsFolder(), name);
  const lock = await stat(join(folder, 'lock')).catch(() => null);
  if (lock) {
    const { exitCode } = await execa('flock', ['-n', join(folder, 'lock'), 'true'], { reject: false });
    return exitCode !== 0;
  }
  const made = await stat(folder).catch(() => null);
  return made !== null && Date.now() - made.mtimeMs < youngMs;
}

async function emptyCache(): Promise<number> {
  const folder = cacheFolder();
  const { stdout } = await execa('du', ['-sm', folder], { reject: false });
  for (const name of await list(folder)) await remove(join(folder, name));
  return Number(/^\d+/.exec(stdout)?.[0] ?? 0);
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}
