import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { HostBroken } from '../hosts/host.ts';
import { UsageError } from './usage-error.ts';

/** A file that a command is to write when its work is done. */
export interface OutputFile {
  /** Writes it whole: a reader sees all of it or what was there before. */
  write(text: string): Promise<void>;
}

/** Looks, before any work is done, whether the file can be written. Throws UsageError where it can't. */
export async function openOutputFile({
  option,
  path,
}: {
  option: string;
  path: string;
}): Promise<OutputFile> {
  // As easily said as `--html my-lab.md` for `--html my-lab.html my-lab.md`.
  if (path.endsWith('.md'))
    throw new UsageError(`Expected ${option} with a file to write, not the document ${path}`);
  // What a symbolic link leads to is written, and the link stays.
  const target = await realpath(path).catch(() => resolve(path));
  const folder = dirname(target);
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory())
    throw new UsageError(
      `Cannot write ${path}: there is no folder ${dirname(path)}\nMake it first: mkdir -p ${dirname(path)}`,
    );
  const before = await stat(target).catch(() => null);
  if (before && !before.isFile()) throw new UsageError(`Expected ${option} with a file, and ${path} is none`);
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw new UsageError(`Cannot write ${path}: you may not write into the folder ${dirname(path)}`, {
      cause,
    });
  });
  return {
    write: async (text) => {
      const aside = `${target}.${randomUUID()}`;
      try {
        await writeFile(aside, text);
        await rename(aside, target);
      } catch (cause) {
        await rm(aside, { force: true });
        throw new HostBroken(null, `Cannot write ${path}: ${(cause as Error).message}`, { cause });
      }
    },
  };
}
