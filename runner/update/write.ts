import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { DocumentError } from '../document/document-error.ts';
import type { Original } from './original.ts';
import type { Rewritten } from './rewrite.ts';

/**
 * Writes documents, each whole at every moment and with the mode that it had. Throws `DocumentError`, and writes none,
 * where one was changed since it was read or can't be written.
 */
export function writeDocuments(documents: readonly Rewritten[]): void {
  const written = documents.map(({ original, text }) => ({
    original,
    text,
    aside: `${original.file}.${randomUUID()}`,
  }));
  try {
    for (const { original, text, aside } of written) {
      writeFileSync(aside, text, { flag: 'wx', mode: 0o600 });
      takeOwnerAndMode(aside, statSync(original.file));
    }
    for (const { original } of written) requireUnchanged(original);
    for (const { original, aside } of written) renameSync(aside, original.file);
  } catch (error) {
    for (const { aside } of written) rmSync(aside, { force: true });
    if (error instanceof DocumentError) throw error;
    const paths = documents.map(({ original }) => original.path).join(' and ');
    const reason = error instanceof Error ? error.message : String(error);
    throw new DocumentError(`Cannot write ${paths}: ${reason}`, { cause: error });
  }
}

function takeOwnerAndMode(aside: string, { uid, gid, mode }: Stats): void {
  try {
    chownSync(aside, uid, gid);
  } catch {
    // Only root gives files away: another's document becomes that of who may write it.
  }
  chmodSync(aside, mode & 0o7777);
}

function requireUnchanged({ path, file, bytes }: Original): void {
  if (readFileSync(file).equals(bytes)) return;
  throw new DocumentError(
    `Cannot update ${path}: it was changed while the lab ran.\nNothing was written. Run the lab again to update it as it is now.`,
  );
}
