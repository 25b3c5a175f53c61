import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { freeMiBOf } from '../hosts/vm/full-disk.ts';
import { savedStatesFolder } from '../hosts/vm/saved-states.ts';
import { checkpointFolder, lastWantedMs, readCheckpoint } from './store.ts';

/** All checkpoints together. One of three hosts with their containers running takes some 0.2 GiB. */
const limitMiB = 16 * 1024;

/** What has to stay free on their disk: the hosts themselves write there, too. */
const reserveMiB = 2 * 1024;

/** Removes what has to go for another one; rejects where that is not enough. */
export async function makeRoomFor({ neededMiB }: { neededMiB: number }): Promise<void> {
  const folder = savedStatesFolder();
  await mkdir(folder, { recursive: true });
  const freeMiB = (await freeMiBOf(folder)) - reserveMiB;
  const keptMiB = await sizeOfCheckpoints();
  await limitCheckpoints({ mostMiB: Math.min(limitMiB, keptMiB + freeMiB) - neededMiB });
  const roomMiB = (await freeMiBOf(folder)) - reserveMiB;
  if (roomMiB < neededMiB) {
    throw new Error(
      `the disk of ${folder} lacks room (${roomMiB + reserveMiB} MiB free, ${neededMiB + reserveMiB} wanted)`,
    );
  }
}

/** MiB that all of them take. */
export async function sizeOfCheckpoints(): Promise<number> {
  return Math.round(sizeMiB((await listCheckpoints()).flatMap(({ files }) => files)));
}

interface Kept {
  readonly key: string;
  readonly parent: string | null;
  readonly usedMs: number;
  readonly files: readonly { readonly name: string; readonly sizeMiB: number }[];
}

/**
 * Removes of checkpoints, the one unused longest first, until the rest fits; the newest is left alone. Where another is
 * laid over one, its disks stay: nobody can go on from it any more, but from the other.
 */
export async function limitCheckpoints({ mostMiB }: { mostMiB: number }): Promise<void> {
  const all = (await listCheckpoints()).sort((one, other) => one.usedMs - other.usedMs);
  const parents = new Set(all.map(({ parent }) => parent));
  let totalMiB = sizeMiB(all.flatMap(({ files }) => files));
  for (const { key, files } of all.slice(0, -1)) {
    if (totalMiB <= mostMiB) return;
    const isUnder = parents.has(key);
    const unneeded = files.filter(({ name }) => !isUnder || /\.(memory|devices)$/.test(name));
    for (const { name } of unneeded) await rm(join(checkpointFolder(key), name), { force: true });
    if (!isUnder) await rm(checkpointFolder(key), { recursive: true, force: true });
    totalMiB -= sizeMiB(unneeded);
  }
}

const sizeMiB = (files: Kept['files']) => files.reduce((sum, file) => sum + file.sizeMiB, 0);

async function listCheckpoints(): Promise<Kept[]> {
  const names = await readdir(savedStatesFolder()).catch(() => []);
  const keys = names.filter((name) => /^[0-9a-f]{32}$/.test(name));
  return (await Promise.all(keys.map(lookAt))).filter((each) => each !== null);
}

/** Null where another run has just removed it. */
async function lookAt(key: string): Promise<Kept | null> {
  const folder = checkpointFolder(key);
  try {
    const files = await Promise.all(
      (await readdir(folder)).map(async (name) => {
        // Sparse: what a file takes is its blocks, of 512 bytes each (stat(2)).
        const { blocks } = await stat(join(folder, name));
        return { name, sizeMiB: blocks / 2048 };
      }),
    );
    // Without a description it is of no use to anybody.
    const usedMs = await lastWantedMs(key).catch(() => 0);
    return { key, parent: (await readCheckpoint(key))?.parent ?? null, usedMs, files };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return null;
  }
}
