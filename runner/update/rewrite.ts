import { DocumentError } from '../document/document-error.ts';
import { parseLab } from '../document/parse-lab.ts';
import { contentDirOf } from '../document/read.ts';
import { compareTranslations } from '../document/translation.ts';
import type { Original } from './original.ts';
import { applyChanges, changesOf, documentLines } from './replace-fences.ts';
import { unifiedDiff } from './unified-diff.ts';
import { type LabUpdate, leftIn, replacementsIn, withOutputs } from './update-lab.ts';

/** A document whose output blocks say what came. */
export interface Rewritten {
  readonly original: Original;
  readonly text: string;
  /** Output blocks that changed. */
  readonly blocks: number;
  /** A unified difference; '' where nothing changed. */
  readonly difference: string;
  /** Output blocks that say what no longer comes and can't be rewritten. */
  readonly left: { line: number; message: string }[];
}

/** Rewrites the output fences of a document, and nothing else of it. Throws `DocumentError` where it would not read back. */
export function rewriteDocument(original: Original, update: LabUpdate): Rewritten {
  const { path, bytes, parsed } = original;
  // A byte order mark is part of the text here.
  const lines = documentLines(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const replacements = replacementsIn(parsed.lab, update);
  const changes = changesOf(lines, replacements);
  const text = applyChanges(lines, changes).join('');
  const readBack = parseLab({ text, path, contentDir: contentDirOf(path) });
  const expected = { ...parsed, lab: withOutputs(parsed.lab, update) };
  const error = readBack.problems.find(({ severity }) => severity === 'error');
  if (error)
    throw new DocumentError(
      `Cannot update ${path}: with its new outputs it would be wrong.\n${error.message}`,
    );
  const [difference] = compareTranslations(readBack, expected);
  if (difference)
    throw new DocumentError(`Cannot update ${path}: its line ${difference.line} would not say what came.`);
  return {
    original,
    text,
    blocks: replacements.length,
    difference: unifiedDiff({ path, lines, changes }),
    left: leftIn(parsed.lab, update),
  };
}
