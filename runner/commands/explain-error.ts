import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentError } from '../document/document-error.ts';
import { HostBroken } from '../hosts/host.ts';
import { InventoryError } from '../hosts/inventory-error.ts';
import { Interrupted } from './interrupted.ts';
import { CannotWrite } from './cannot-write.ts';
import { MissingRequirements } from '../missing-requirements.ts';
import { UsageError } from './usage-error.ts';

/** An error as a user reads it, and the exit status that goes with it. A stack goes to a file, never to the screen. */
export async function explainError(
  error: unknown,
  command: string | undefined,
): Promise<{ text: string; status: number }> {
  if (error instanceof UsageError)
    return {
      text: `lab: ${error.message}\nSee: ${['lab help', command].filter(Boolean).join(' ')}\n`,
      status: 2,
    };
  if (error instanceof DocumentError || error instanceof InventoryError)
    return { text: `lab: ${error.message}\n`, status: 2 };
  if (error instanceof Interrupted) return { text: `lab: ${error.message}\n`, status: 130 };
  if (error instanceof MissingRequirements) return { text: `lab: ${error.message}\n`, status: 3 };
  if (error instanceof HostBroken) return { text: `lab: ${error.message}\n`, status: 3 };
  if (error instanceof CannotWrite) return { text: `lab: ${error.message}\n`, status: 3 };
  const folder = await mkdtemp(join(tmpdir(), 'lab-bug-'));
  const file = join(folder, 'report.txt');
  const stack = error instanceof Error ? describe(error) : String(error);
  await writeFile(
    file,
    `lab ${process.argv.slice(2).join(' ')}\nNode.js ${process.version} ${process.platform}\n\n${stack}\n`,
  );
  const message = error instanceof Error ? error.message : String(error);
  return {
    text: `lab: This is a bug in lab, not in your document: ${message}\nPlease report it with the text in ${file}\n`,
    status: 3,
  };
}

function describe(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${describe(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
