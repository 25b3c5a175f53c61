import { labId } from '../document/lab-name.ts';
import type { ReadLab } from '../document/read.ts';
import { rejectDocument } from '../report/reject.ts';
import type { Reporter } from '../report/reporter.ts';

/** Shows everything that is wrong with every document, before anything runs; returns the exit status. */
export function rejectDocuments(documents: readonly ReadLab[], reporter: Reporter): number {
  for (const { path, problems } of documents) {
    reporter.handle({ event: 'report', ...rejectDocument({ lab: labId(path), document: path, problems }) });
  }
  return 2;
}
