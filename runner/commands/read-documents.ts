import { findLab } from '../document/find.ts';
import { type ReadLab, readLabs } from '../document/read.ts';
import { UsageError } from './usage-error.ts';

/** Finds and reads the documents that LAB... names, and has bash look at their blocks. */
export function readDocuments(names: readonly string[]): ReadLab[] {
  if (names.length === 0) throw new UsageError('Expected the name of a lab');
  return readLabs({ paths: names.map((name) => findLab({ name, cwd: process.cwd() })) });
}
