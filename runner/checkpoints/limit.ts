import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointFolder, checkpointsFolder, readCheckpoint } from './store.ts';

/** A lab of a dozen steps on three small hosts has about 4 GiB. */
export const limitMiB = 10 * 1024;

/** Removes checkpoints until the rest fits, the one unused longest first; never one that another is laid over. */
export async function limitCheckpoints({ mostMiB }: { mostMiB: number }): Promise<void> {
  const left = await listCheckpoints();
  const sizeMiB = () => left.reduce((sum, each) => sum + each.sizeMiB, 0);
  while (left.length > 1 && sizeMiB() > mostMiB) {
    const parents = new Set(left.map(({ parent }) => parent));
    const [oldest] = left
      .filter(({ key }) => !parents.has(key))
      .sort((one, other) => one.usedMs - other.usedMs);
    if (!oldest) return;
    left.splice(left.indexOf(oldest), 1);
    await rm(checkpointFolder(oldest.key), { recursive: true, force: true });
  }
}

async function listCheckpoints() {
  const keys = (await readdir(checkpointsFolder())).filter((name) => /^[0-9a-f]{32}$/.test(name));
  return Promise.all(
    keys.map(async (key) => {
      const folder = checkpointFolder(key);
      const files = (await readdir(folder)).map((name) => stat(join(folder, name)));
      // Of 512 bytes each, see stat(2); a disk may be linked from a run's folder as well, which does not matter here.
      const blocks = (await Promise.all(files)).reduce((sum, file) => sum + file.blocks, 0);
      const { mtimeMs: usedMs } = await stat(folder);
      const parent = (await readCheckpoint(key))?.parent ?? null;
      return { key, parent, usedMs, sizeMiB: blocks / 2048 };
    }),
  );
}
