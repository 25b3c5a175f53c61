import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { takeLock, tryLock } from './lock.ts';
import { birthLock } from './run-folder.ts';

/** What the names of states that are being saved begin with. */
const prefix = 'new-';

/** Parent of the folders of saved states. */
export function savedStatesFolder(): string {
  return join(cacheFolder(), 'checkpoints');
}

/**
 * Calls `save` with a folder of its own, which it may move away; whatever happens, that is not there afterwards. One
 * after another: two that save at once would keep each other's machines frozen, and might be saving the same.
 */
export async function saveAside<Saved>(save: (folder: string) => Promise<Saved>): Promise<Saved> {
  const parent = savedStatesFolder();
  await mkdir(parent, { recursive: true });
  const { signal } = new AbortController();
  const path = join(parent, birthLock);
  // A sweep takes them away of whom nobody holds it.
  const lock = await takeLock({ path, signal, onWait: () => undefined });
  try {
    const folder = await mkdtemp(join(parent, prefix));
    return await save(folder).finally(() => rm(folder, { recursive: true, force: true }));
  } finally {
    await lock.release();
  }
}

/** Removes states that a dead run was just saving. */
export async function sweepUnsaved(): Promise<void> {
  const parent = savedStatesFolder();
  const names = (await readdir(parent).catch(() => [])).filter((name) => name.startsWith(prefix));
  if (names.length === 0) return;
  const lock = await tryLock({ path: join(parent, birthLock), signal: new AbortController().signal });
  if (!lock) return;
  for (const name of names) await rm(join(parent, name), { recursive: true, force: true });
  await lock.release();
}
