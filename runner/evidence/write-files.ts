import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cleanText, shorten } from '../execute/output/index.ts';

/** UTF-16 units. */
const maxFile = 512 * 1024;
const maxAll = 4 * 1024 * 1024;

export interface EvidenceFile {
  /** Path below the folder. */
  readonly name: string;
  readonly text: string;
}

/**
 * Writes texts into a folder, the first ones first. Much of it is what hosts printed: control characters are made
 * harmless, since people `cat` files. What is too long loses its middle, and says so; its names.
 */
export async function writeFiles({
  folder,
  files,
}: {
  folder: string;
  files: readonly EvidenceFile[];
}): Promise<string[]> {
  const names: string[] = [];
  let left = maxAll;
  for (const { name, text } of files) {
    const short = shorten(text, Math.min(maxFile, left));
    left = Math.max(0, left - short.length);
    await mkdir(join(folder, dirname(name)), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, name), `${cleanText(short).trimEnd()}\n`, { flag: 'wx', mode: 0o600 });
    names.push(name);
  }
  return names;
}
