import { statfs } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { connectWhenThere } from './connect.ts';

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

/**
 * Resolves when a machine's own disk can't grow any more: QEMU stops the machine then (`werror=enospc`, its default),
 * and it would hang for ever. Never resolves otherwise. `path` is a QMP socket of which nobody else reads.
 */
export async function noticeFullDisk({ path, signal }: { path: string; signal: AbortSignal }): Promise<void> {
  const socket = await connectWhenThere({ path, signal });
  // It ends with the machine, and holds nobody back who leaves earlier.
  socket.unref();
  socket.write('{"execute":"qmp_capabilities"}\n');
  for await (const line of createInterface({ input: socket })) {
    if (isFull(JSON.parse(line) as Partial<BlockError>)) return;
  }
  await new Promise<never>(() => undefined);
}

/** `BLOCK_IO_ERROR` of the QEMU QMP Reference Manual. */
interface BlockError {
  readonly event: string;
  readonly data: { readonly nospace?: boolean };
}

function isFull({ event, data }: Partial<BlockError>): boolean {
  return event === 'BLOCK_IO_ERROR' && data?.nospace === true;
}
