import { findLab } from '../document/find.ts';
import { lintLabs } from '../document/lint.ts';
import type { ReadLab } from '../document/read.ts';
import { UsageError } from './usage-error.ts';

/** Finds, reads and lints the documents that LAB... names. */
export async function readDocuments(names: readonly string[]): Promise<ReadLab[]> {
  if (names.length === 0) throw new UsageError('Expected the name of a lab, such as `01-lxc-basics`');
  return lintLabs({ paths: names.map((name) => findLab({ name, cwd: process.cwd() })) });
}
