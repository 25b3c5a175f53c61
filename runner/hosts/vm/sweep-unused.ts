import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';

/** What nobody wanted for so long goes. */
const keepDays = 14;

/** Kinds of built folders, and how many of each stay at most: a new recipe or release makes an image of 0.4 GB. */
const mostKept = { images: 4, containers: 4, mirrors: 20, engines: 20 };

export const builtKinds = Object.keys(mostKept) as readonly (keyof typeof mostKept)[];

/** Removes built folders and downloads that have not been wanted for long. Only for whoever has the cache alone. */
export async function sweepUnused({ now }: { now: Date }): Promise<void> {
  const oldestMs = now.getTime() - keepDays * 24 * 60 * 60 * 1000;
  for (const kind of builtKinds) {
    const entries = await entriesOf(join(cacheFolder(), kind));
    const built = entries.filter(({ path }) => !path.endsWith('.lock'));
    const newestFirst = built.sort((one, other) => other.wantedMs - one.wantedMs);
    const unwanted = newestFirst.filter(
      ({ wantedMs }, index) => wantedMs < oldestMs || index >= mostKept[kind],
    );
    for (const { path } of unwanted) await rm(path, { recursive: true, force: true });
    for (const { path } of unwanted) await rm(`${path}.lock`, { force: true });
  }
  const downloads = await entriesOf(join(cacheFolder(), 'pool'));
  const old = downloads.filter(({ linkedMs }) => linkedMs < oldestMs);
  for (const { path } of old) await rm(path, { recursive: true, force: true });
}

async function entriesOf(folder: string) {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const { mtimeMs, ctimeMs } = await stat(path);
      // Each mirror that is built links the packages it takes; their own times are the archive's.
      return { path, wantedMs: mtimeMs, linkedMs: ctimeMs };
    }),
  );
}
