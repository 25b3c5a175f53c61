import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stateFolder } from '../base-folders.ts';

/** How many failed runs are remembered. */
const kept = 20;

/** Where failed runs leave what was found: it outlives the run. */
export function failuresFolder(): string {
  return join(stateFolder(), 'failures');
}

/** Makes a folder for a failed run, named so that the last one is listed last, and removes the oldest. */
export async function makeFailureFolder({ lab, at }: { lab: string; at: Date }): Promise<string> {
  const parent = failuresFolder();
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const names = (await readdir(parent)).sort();
  for (const name of names.slice(0, Math.max(0, names.length - kept + 1)))
    await rm(join(parent, name), { recursive: true, force: true });
  const time = at.toISOString().slice(0, 19).replaceAll(':', '-');
  const name = `${time}-${lab.replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '-').slice(0, 60)}`;
  for (let number = 1; ; number++) {
    const folder = join(parent, number === 1 ? name : `${name}-${number}`);
    if (await isMade(folder)) return folder;
  }
}

/** False where there is one already: of a run that failed in the same second. */
async function isMade(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes what all failed runs left; how many there were. */
export async function sweepFailures(): Promise<number> {
  const parent = failuresFolder();
  const names = await readdir(parent).catch(() => []);
  await rm(parent, { recursive: true, force: true });
  return names.length;
}
