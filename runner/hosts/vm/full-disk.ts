import { statfs } from 'node:fs/promises';

/** What programs and the kernel say where there is no room: ENOSPC and EDQUOT (errno(3)). */
const pattern = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/;

const makeRoom = 'Make room there, for instance with `lab clean --all`, and start again';

/** Whether an error is one of a full disk, by its own words or those of the program that failed. */
export function isDiskFull(error: Error): boolean {
  return pattern.test(error.message) || (error.cause instanceof Error && isDiskFull(error.cause));
}

/** Which disk is full, of those that some folders are on, and how to mend it: two lines. */
export async function describeFullDisk(folders: readonly string[]): Promise<string> {
  const known = await Promise.all(
    folders.map(async (folder) => ({ folder, freeMiB: await freeMiBOf(folder) })),
  );
  const [least] = known.sort((one, other) => one.freeMiB - other.freeMiB);
  if (!least) throw new TypeError('No folders');
  return `the disk of ${least.folder} is full (${least.freeMiB} MiB free now)\n` + makeRoom;
}

/** Rejects where a folder's disk has too little room for what is to be built: on a full one apt hangs (2.6.1). */
export async function requireRoom({
  folder,
  neededMiB,
}: {
  folder: string;
  neededMiB: number;
}): Promise<void> {
  const freeMiB = await freeMiBOf(folder);
  if (freeMiB >= neededMiB) return;
  throw new Error(
    `Cannot build in ${folder}: the disk is full (${freeMiB} MiB free, ${neededMiB} needed)\n${makeRoom}`,
  );
}

/** MiB that are free for us on the disk of a folder. */
export async function freeMiBOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor((bavail * bsize) / 2 ** 20);
}
