import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { saveAside, savedStatesFolder } from '../hosts/vm/saved-states.ts';
import { type SavedStep, savedStepSchema } from './known.ts';
import { resum, type Sum, sumOf, sumSchema } from './sum.ts';

const descriptionName = 'checkpoint.json';

const schema = z.object({
  /** Of this very saving: a state that is saved anew under the same key has other disks. */
  id: z.string(),
  /** Key of the checkpoint whose disks these are laid over; null where that is the image. */
  parent: z.string().nullable(),
  /** Its `id`: on any other disks these are of no use. */
  parentId: z.string().nullable(),
  /** The step that led to it, as it was judged; null where hosts had just started. */
  step: savedStepSchema.nullable(),
  /** Of each other file. */
  sums: z.record(z.string(), sumSchema),
});

export interface Checkpoint extends z.infer<typeof schema> {
  readonly folder: string;
}

export const checkpointFolder = (key: string): string => join(savedStatesFolder(), key);

/** The checkpoint of that key, every byte of it and of those below it as written; null where there is none. */
export async function findCheckpoint(key: string): Promise<Checkpoint | null> {
  const checkpoint = await readCheckpoint(key);
  if (!checkpoint) return null;
  const isSound = await isWhole(checkpoint, () => true);
  for (let { parent, parentId } = checkpoint; isSound && parent !== null;) {
    const below = await readCheckpoint(parent);
    // Of those below only the disks are needed.
    if (below?.id !== parentId || !(await isWhole(below, (name) => name.endsWith('.qcow2')))) return null;
    ({ parent, parentId } = below);
  }
  if (!isSound) return null;
  const now = new Date();
  try {
    await utimes(join(checkpoint.folder, descriptionName), now, now);
    return checkpoint;
  } catch {
    // Another run has just removed it.
    return null;
  }
}

/** When a checkpoint was last wanted, in milliseconds since 1970. Rejects where it is not there. */
export async function lastWantedMs(key: string): Promise<number> {
  return (await stat(join(checkpointFolder(key), descriptionName))).mtimeMs;
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

async function isWhole(checkpoint: Checkpoint, counts: (name: string) => boolean): Promise<boolean> {
  const { folder, sums } = checkpoint;
  const known = Object.entries(sums).filter(([name]) => counts(name));
  const found = await Promise.all(
    known.map(async ([name, sum]) => [name, sum, await resum(join(folder, name), sum)] as const),
  );
  const now = found.flatMap(([name, , sum]) => (sum ? [[name, sum] as const] : []));
  if (now.length < found.length) return false;
  if (found.some(([, before, after]) => before !== after))
    await describeAnew({ ...checkpoint, sums: { ...sums, ...Object.fromEntries(now) } });
  return true;
}

/** Notes how the step that led to a checkpoint is judged now. */
export async function judgeAnew(key: string, step: SavedStep): Promise<void> {
  const checkpoint = await readCheckpoint(key);
  if (checkpoint) await describeAnew({ ...checkpoint, step });
}

/** Describes it anew, unless another run has just removed it. */
async function describeAnew(checkpoint: Checkpoint): Promise<void> {
  await describe(checkpoint).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
}

/** Written beside and renamed: a reader sees all of it or nothing. */
async function describe({ folder, ...description }: Checkpoint): Promise<void> {
  const path = join(folder, descriptionName);
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, JSON.stringify(description));
  await rename(aside, path);
}

/** A checkpoint as those know it that are laid over it. */
export interface Base {
  readonly key: string;
  readonly id: string;
}

/**
 * Adds a checkpoint, whole or not at all. `save` fills the folder it is given; it will be found as `home`. Null, and
 * nothing is saved, where another run has added it meanwhile: others may be laid over that one.
 */
export async function addCheckpoint({
  key,
  parent,
  step,
  save,
}: Pick<Checkpoint, 'step'> & {
  key: string;
  parent: Base | null;
  save: (place: { folder: string; home: string }) => Promise<void>;
}): Promise<Base | null> {
  const home = checkpointFolder(key);
  const id = randomUUID();
  return saveAside(async (folder) => {
    if (await findCheckpoint(key)) return null;
    await save({ folder, home });
    const sums = await sumsOf(folder);
    await describe({ folder, id, parent: parent?.key ?? null, parentId: parent?.id ?? null, step, sums });
    // One that was there, and is damaged.
    await rm(home, { recursive: true, force: true });
    await rename(folder, home);
    return { key, id };
  });
}

async function sumsOf(folder: string): Promise<Record<string, Sum>> {
  const names = await readdir(folder);
  const sums = await Promise.all(names.map(async (name) => [name, await sumOf(join(folder, name))] as const));
  return Object.fromEntries(sums);
}
