import { mkdir, mkdtemp, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { cacheFolder } from '../hosts/vm/cache-folder.ts';
import type { StepReport } from '../report/report.ts';
import { checksum, checksums } from './checksum.ts';

const descriptionName = 'checkpoint.json';

const schema = z.object({
  /** Key of the checkpoint whose disks these are laid over; null where that is the image. */
  parent: z.string().nullable(),
  /** Reports of the steps up to here, as they were when it was made. */
  steps: z.array(z.custom<StepReport>((value) => typeof value === 'object')),
  /** CRC-32 of each other file. */
  sums: z.record(z.string(), z.number()),
});

export interface Checkpoint extends z.infer<typeof schema> {
  readonly folder: string;
}

export function checkpointsFolder(): string {
  return join(cacheFolder(), 'checkpoints');
}

export const checkpointFolder = (key: string): string => join(checkpointsFolder(), key);

/** The checkpoint of that key, every byte of it and of those below it as written; null where there is none. */
export async function findCheckpoint(key: string): Promise<Checkpoint | null> {
  const checkpoint = await readCheckpoint(key);
  if (!checkpoint) return null;
  const isSound = await isWhole(checkpoint, () => true);
  for (let parent = checkpoint.parent; isSound && parent !== null;) {
    const below = await readCheckpoint(parent);
    // Of those below only the disks are needed.
    if (!below || !(await isWhole(below, (name) => name.endsWith('.qcow2')))) return null;
    parent = below.parent;
  }
  if (!isSound) return null;
  const now = new Date();
  await utimes(checkpoint.folder, now, now);
  return checkpoint;
}

/** Null where there is none, or not all of it: it is renamed into place when it is whole. */
export async function readCheckpoint(key: string): Promise<Checkpoint | null> {
  const folder = checkpointFolder(key);
  try {
    return { folder, ...schema.parse(JSON.parse(await readFile(join(folder, descriptionName), 'utf8'))) };
  } catch {
    return null;
  }
}

async function isWhole({ folder, sums }: Checkpoint, counts: (name: string) => boolean): Promise<boolean> {
  const files = Object.entries(sums).filter(([name]) => counts(name));
  const right = files.map(
    async ([name, sum]) => (await checksum(join(folder, name)).catch(() => null)) === sum,
  );
  return (await Promise.all(right)).every(Boolean);
}

/** Adds a checkpoint, whole or not at all. `save` fills the folder it is given; it will be found as `home`. */
export async function addCheckpoint({
  key,
  parent,
  steps,
  save,
}: Pick<Checkpoint, 'parent' | 'steps'> & {
  key: string;
  save: (place: { folder: string; home: string }) => Promise<void>;
}): Promise<void> {
  await mkdir(checkpointsFolder(), { recursive: true });
  const folder = await mkdtemp(join(checkpointsFolder(), 'new-'));
  const home = checkpointFolder(key);
  try {
    await save({ folder, home });
    const description = { parent, steps, sums: await checksums(folder) };
    await writeFile(join(folder, descriptionName), JSON.stringify(description));
    // One that was there, and was found to be damaged.
    await rm(home, { recursive: true, force: true });
    await rename(folder, home);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
