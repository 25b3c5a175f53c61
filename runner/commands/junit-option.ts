import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { commandLine } from '../hosts/quote.ts';
import { createJunitReporter } from '../report/index.ts';
import type { Reporter } from '../report/reporter.ts';
import { CannotWrite } from './cannot-write.ts';
import type { Call, Option } from './command.ts';
import { UsageError } from './usage-error.ts';

/** `--junit` of the commands that judge. */
export const junitOption: Option = {
  type: 'string',
  takes: 'FILE',
  help: 'write the verdicts there as well, as JUnit XML',
};

/** What `--junit FILE` asks for; null without it. Throws UsageError where no file can be written there. */
export function openJunit({ values: { junit } }: Call): Reporter | null {
  if (typeof junit !== 'string') return null;
  const path = findPlace(junit);
  return createJunitReporter({
    write: (xml) => {
      try {
        writeWhole(path, xml);
      } catch (error) {
        throw new CannotWrite(`Cannot write ${junit}: ${(error as Error).message}`, { cause: error });
      }
    },
  });
}

/** The path of a file that is there, or could be; through symbolic links, which stay. */
function findPlace(file: string): string {
  const refuse = (why: string, mend: string) => new UsageError(`Cannot write ${file}: ${why}\n${mend}`);
  if (file === '') throw new UsageError('Expected --junit with a file, such as `lab.xml`');
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw refuse('it is no regular file', 'Name a file, such as `lab.xml`');
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

/** Whoever looks sees the file before, or the whole one. */
function writeWhole(path: string, text: string): void {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    writeFileSync(beside, text);
    renameSync(beside, path);
  } finally {
    rmSync(beside, { force: true });
  }
}
