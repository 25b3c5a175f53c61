import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceFile } from './write-files.ts';

/** Reads what was found when something failed. Files that are gone meanwhile, as old ones go, are left out. */
export async function readEvidence({
  folder,
  files,
}: {
  folder: string;
  files: readonly string[];
}): Promise<EvidenceFile[]> {
  const read = files.map(async (name) => {
    const text = await readFile(join(folder, name), 'utf8').catch(() => null);
    return text === null ? [] : [{ name, text }];
  });
  return (await Promise.all(read)).flat();
}
