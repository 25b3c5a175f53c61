import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** In a built folder: its files and their sizes in bytes. */
const inventoryName = 'inventory.json';

const inventorySchema = z.record(z.string(), z.number());

/** Writes down which files a folder has: the last thing done to it. */
export async function writeInventory(folder: string): Promise<void> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => [name, await sizeOf(join(folder, name))]));
  await writeFile(join(folder, inventoryName), `${JSON.stringify(Object.fromEntries(sizes), null, 2)}\n`);
}

/**
 * Whether a folder is there with all its files at their full sizes. A machine that loses power may keep a folder's
 * name and lose what its files hold; a person may remove one.
 */
export async function isWhole(folder: string): Promise<boolean> {
  try {
    const text = await readFile(join(folder, inventoryName), 'utf8');
    const inventory = Object.entries(inventorySchema.parse(JSON.parse(text)));
    const sizes = await Promise.all(inventory.map(([name]) => sizeOf(join(folder, name))));
    return inventory.every(([, size], index) => size === sizes[index]);
  } catch {
    return false;
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}
