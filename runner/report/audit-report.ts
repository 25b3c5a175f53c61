import type { BlockReason } from './report.ts';

/** What failed of a run without a line. */
export interface Catch {
  readonly kind: 'block' | 'check';
  readonly id: string;
  readonly host: string;
  /** Of the document. */
  readonly line: number;
  /** Id of the step that it belongs to. */
  readonly step: string;
  /** Why a block failed; null for a check. */
  readonly reason: BlockReason | null;
}

/** What came of leaving one line out. */
export interface AuditLineReport {
  /** Of the document, where it begins. */
  readonly line: number;
  /** What was left out, whole; of a file, a comment that says which. */
  readonly text: string;
  readonly step: string;
  /** A hole: the run went through to its end without the line. Broken: the machinery failed, nothing is known. */
  readonly verdict: 'caught' | 'hole' | 'broken';
  /** Null unless caught. */
  readonly by: Catch | null;
  /** Why it is broken; null unless it is. */
  readonly message: string | null;
  readonly durationMs: number;
}

/** The last line of `lab audit --reporter json`. */
export interface AuditReport {
  readonly lab: string;
  readonly document: string;
  readonly verdict: 'passed' | 'failed' | 'broken';
  readonly durationMs: number;
  readonly lines: readonly AuditLineReport[];
}

/** How many lines are caught in their own step, caught in a later one, not caught, and not known. */
export function countLines({
  lines,
}: Pick<AuditReport, 'lines'>): Record<'own' | 'later' | 'hole' | 'broken', number> {
  const counts = { own: 0, later: 0, hole: 0, broken: 0 };
  for (const { verdict, by, step } of lines) {
    if (verdict !== 'caught') counts[verdict]++;
    else if (by?.step === step) counts.own++;
    else counts.later++;
  }
  return counts;
}
