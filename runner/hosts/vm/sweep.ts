import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { sweepApt } from './apt.ts';
import { sweepBuilds } from './built-folder.ts';
import { cacheFolder } from './cache-folder.ts';
import { cacheLock, changeCache } from './cache-use.ts';
import { takeLock, tryLock } from './lock.ts';
import { birthLock, runDisksFolder, runPrefix, runsFolder } from './run-folder.ts';
import { sweepUnsaved } from './saved-states.ts';
import { builtKinds, sweepUnused } from './sweep-unused.ts';
import { sweepTreeFolders } from './tree-folder.ts';

/** Removes what dead runs left (one whose supervisor was killed too, one that was building). Counts runs. */
export async function sweepDead(): Promise<{ dead: number; alive: number }> {
  const places = await Promise.all([runsFolder(), runDisksFolder()].map(sweepRuns));
  for (const kind of builtKinds) await sweepBuilds(join(cacheFolder(), kind));
  await sweepApt();
  await sweepTreeFolders();
  await sweepUnsaved();
  const count = (states: 'dead' | 'alive') => new Set(places.flatMap((place) => place[states])).size;
  return { dead: count('dead'), alive: count('alive') };
}

/** Before a run: what dead ones left and, where no other is alive, what nobody has wanted for long. */
export async function sweepBeforeRun(): Promise<void> {
  await sweepDead();
  await changeCache(() => sweepUnused({ now: new Date() }));
}

/** Removes images, mirrors and downloads. Resolves with the MiB given back; null where a run uses or builds them. */
export async function sweepCache(): Promise<number | null> {
  return changeCache(async () => {
    const folder = cacheFolder();
    const { stdout } = await execa('du', ['-sm', folder], { reject: false });
    const names = (await list(folder)).filter((name) => join(folder, name) !== cacheLock());
    for (const name of names) await remove(join(folder, name));
    return Number(/^\d+/.exec(stdout)?.[0] ?? 0);
  });
}

/** The names of the runs that have a folder in a place. None is born meanwhile: one that is not locked is dead. */
async function sweepRuns(place: string): Promise<{ dead: string[]; alive: string[] }> {
  const found = { dead: [] as string[], alive: [] as string[] };
  const names = (await list(place)).filter((name) => name.startsWith(runPrefix));
  if (names.length === 0) return found;
  const { signal } = new AbortController();
  const birth = await takeLock({ path: join(place, birthLock), signal, onWait: () => undefined });
  try {
    for (const name of names) {
      const folder = join(place, name);
      try {
        // A supervisor holds its run's locks for as long as it lives.
        const path = join(folder, 'lock');
        const lock = existsSync(path)
          ? await tryLock({ path, signal })
          : { release: () => Promise.resolve() };
        if (lock !== null) await remove(folder);
        await lock?.release();
        found[lock === null ? 'alive' : 'dead'].push(name);
      } catch (error) {
        // A run that was alive has ended meanwhile, and taken its folder along.
        if (existsSync(folder)) throw error;
      }
    }
  } finally {
    await birth.release();
  }
  return found;
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}
