import { accessSync, constants, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { DocumentError } from '../document/document-error.ts';
import type { Lab } from '../document/lab.ts';
import { parseLab } from '../document/parse-lab.ts';
import type { ParsedLab } from '../document/parse.ts';
import { contentDirOf, familyOf, readBytes } from '../document/read.ts';
import { compareTranslations } from '../document/translation.ts';

/** A document as it was before a run. */
export interface Original {
  /** As it was given. */
  readonly path: string;
  /** Where it lies, links resolved. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly parsed: ParsedLab & { readonly lab: Lab };
}

/**
 * A document and what must stay equal to it: its original, and all translations of that. Throws `DocumentError` where
 * one of them can't be read, written, or has errors.
 */
export function readOriginals({ path }: { path: string }): Original[] {
  const originals = familyOf({ path }).map(readOriginal);
  for (const { path: other, parsed } of originals) {
    const [difference] = originals.flatMap((each) => compareTranslations(parsed, each.parsed));
    if (difference) throw hasErrors(other);
  }
  return originals;
}

function readOriginal(path: string): Original {
  const bytes = readBytes(path);
  const file = realpathSync(path);
  try {
    // A file that is to be whole at every moment is written beside itself.
    for (const needed of [file, dirname(file)]) accessSync(needed, constants.W_OK);
  } catch (error) {
    throw new DocumentError(`Cannot update ${path}: it, or its folder, can't be written.`, { cause: error });
  }
  const { lab, ...parsed } = parseLab({ text: bytes, path, contentDir: contentDirOf(path) });
  if (lab === null) throw hasErrors(path);
  return { path, file, bytes, parsed: { ...parsed, lab } };
}

function hasErrors(path: string): DocumentError {
  return new DocumentError(
    `Cannot update ${path}: it has errors, and is to stay equal to its translations.\nSee them with: lab lint ${path}`,
  );
}
