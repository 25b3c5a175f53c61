import { open, readFile, stat } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import * as z from 'zod';

const chunkBytes = 4 << 20;

export const sumSchema = z.object({
  /** CRC-32 of its bytes: against bytes that went wrong, not against people. */
  crc: z.number(),
  /** Which file, of what size and last changed when, on which boot of this machine: see `resum`. */
  seen: z.string(),
});

/** A file as it was when it was written. */
export type Sum = z.infer<typeof sumSchema>;

export async function sumOf(path: string): Promise<Sum> {
  // Before the bytes: what changes while they are read is seen later.
  const seen = await look(path);
  return { crc: await checksum(path), seen };
}

/**
 * The sum of a file that still has its bytes, `seen` anew; null where it has others or is gone. As long as the machine
 * stays up, a file whose status has not changed has not changed (inode(7), ctime: no program can set it back), and 1.5
 * GB need no second to be read. After a crash of the machine a status may be there without its bytes.
 */
export async function resum(path: string, sum: Sum): Promise<Sum | null> {
  try {
    const seen = await look(path);
    if (seen === sum.seen) return sum;
    return (await checksum(path)) === sum.crc ? { ...sum, seen } : null;
  } catch {
    return null;
  }
}

let bootId: string | null = null;

async function look(path: string): Promise<string> {
  bootId ??= (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  const { dev, ino, size, ctimeNs } = await stat(path, { bigint: true });
  return [bootId, dev, ino, size, ctimeNs].join(' ');
}

async function checksum(path: string): Promise<number> {
  const file = await open(path);
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    for (let sum = 0; ;) {
      const { bytesRead } = await file.read(chunk, 0, chunkBytes);
      if (bytesRead === 0) return sum;
      sum = crc32(chunk.subarray(0, bytesRead), sum);
    }
  } finally {
    await file.close();
  }
}
