import { findLab } from '../document/find.ts';
import { lintLabs } from '../document/lint.ts';
import { type ReadLab, readLabAlone } from '../document/read.ts';
import { UsageError } from './usage-error.ts';

/** Finds, reads and lints the documents that LAB... names. */
export async function readDocuments(names: readonly string[]): Promise<ReadLab[]> {
  return lintLabs({ paths: findDocuments(names) });
}

/**
 * As `readDocuments`, for whoever runs no block: neither what only a shell would stumble over, nor where a translation
 * differs is a learner's affair, and it takes time.
 */
export function readDocumentsAlone(names: readonly string[]): ReadLab[] {
  return findDocuments(names).map((path) => readLabAlone({ path }));
}

function findDocuments(names: readonly string[]): string[] {
  if (names.length === 0) throw new UsageError('Expected the name of a lab, such as `01-lxc-basics`');
  return names.map((name) => findLab({ name, cwd: process.cwd() }));
}
