import type { Problem } from '../document/problem.ts';
import type { Report } from './report.ts';

/** The report of a document that is wrong: nothing of it was run, so there is no verdict. */
export function rejectDocument({
  lab,
  document,
  problems,
}: {
  lab: string;
  document: string;
  problems: readonly Problem[];
}): Report {
  return { lab, document, verdict: null, engine: null, durationMs: 0, steps: [], problems: [...problems] };
}
