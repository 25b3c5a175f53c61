import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

const chunkBytes = 4 << 20;

/** CRC-32 of each file of a folder, by name. Against bytes that went wrong, not against people. */
export async function checksums(folder: string): Promise<Record<string, number>> {
  const names = (await readdir(folder)).sort();
  const sums = await Promise.all(names.map(async (name) => [name, await checksum(join(folder, name))]));
  return Object.fromEntries(sums) as Record<string, number>;
}

export async function checksum(path: string): Promise<number> {
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
