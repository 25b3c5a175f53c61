import { randomUUID } from 'node:crypto';
import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { commandLine } from '../hosts/quote.ts';
import { CannotWrite } from './cannot-write.ts';
import { UsageError } from './usage-error.ts';

/** A file that a command is to write when its work is done. */
export interface OutputFile {
  /** Writes it whole: whoever looks sees all of it or what was there before. Throws CannotWrite. */
  write(text: string): void;
}

/** Looks, before any work is done, whether the file can be written. Throws UsageError where it can't. */
export function openOutputFile({
  option,
  path,
  isMarkdown = false,
}: {
  option: string;
  path: string;
  isMarkdown?: boolean;
}): OutputFile {
  if (path === '') throw new UsageError(`Expected ${option} with a file to write`);
  // As easily said as `--html my-lab.md` for `--html my-lab.html my-lab.md`.
  if (!isMarkdown && path.endsWith('.md'))
    throw new UsageError(`Expected ${option} with a file to write, not the document ${path}`);
  const target = findPlace(path);
  return {
    write: (text) => {
      const aside = `${target}.${randomUUID()}`;
      try {
        writeFileSync(aside, text);
        renameSync(aside, target);
      } catch (cause) {
        rmSync(aside, { force: true });
        throw new CannotWrite(`Cannot write ${path}: ${(cause as Error).message}`, { cause });
      }
    },
  };
}

/** The path of a file that is there, or could be; through symbolic links, which stay. */
function findPlace(file: string): string {
  const refuse = (why: string, mend: string) => new UsageError(`Cannot write ${file}: ${why}\n${mend}`);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw refuse('it is no regular file', 'Name another file');
  const path = found ? realpathSync(file) : resolve(file);
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw refuse('its folder does not exist', `Make it with: ${commandLine(['mkdir', '-p', dirname(file)])}`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw refuse('its folder may not be written to', 'Name a file elsewhere');
  }
  return path;
}
