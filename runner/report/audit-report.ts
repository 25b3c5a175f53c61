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

/** A check that `lab verify` finds failing. */
export interface Failing {
  readonly check: string;
  readonly host: string;
  /** Without what is another each time, and not all of it where it is long. */
  readonly observed: string;
}

/** What `lab verify` finds failing, up to a step of which nothing is done while all before it is. */
export interface Untouched {
  readonly step: string;
  readonly failing: readonly Failing[];
}

/** What came of leaving one line out. */
export interface AuditLineReport {
  /** Of the document, where it begins. */
  readonly line: number;
  /** What was left out, whole; of a file, a comment that says which. */
  readonly text: string;
  readonly step: string;
  /** Id of the block that it stands in, or that first names the file; null where none does. */
  readonly block: string | null;
  /** A hole: the run went through to its end without the line. Broken: the machinery failed, nothing is known. */
  readonly verdict: 'caught' | 'hole' | 'broken';
  /** Null unless caught. */
  readonly by: Catch | null;
  /**
   * What `lab verify` finds failing, up to the step in which it was caught, once that step is done to its end as somebody
   * does it who goes on typing. Null where that is not known.
   */
  readonly failing: readonly Failing[] | null;
  /** Why it is broken; null unless it is. */
  readonly message: string | null;
  readonly durationMs: number;
}

/** What is wrong with a check or with a step, as it is: nothing was left out. */
export interface AuditFinding {
  /**
   * `vacuous`: it holds before its own step already. `ends`: it stops holding later, and no `until` says so. `lasts`: it
   * still holds when the step of its `until` is done. `indistinct`: no check tells a step from the one before.
   */
  readonly rule: 'vacuous' | 'ends' | 'lasts' | 'indistinct';
  /** Of the check or the step's heading. */
  readonly line: number;
  readonly step: string;
  /** After which step it was seen; null for before the first. */
  readonly at: string | null;
  /** Null where it is about a step. */
  readonly check: string | null;
  readonly host: string | null;
}

/** What a check comes to on hosts as they are at one moment; unknown where it could not be asked. */
export type Cell = 'holds' | 'fails' | 'unknown';

/** What one check came to before the first step and after each. */
export interface AuditRow {
  readonly check: string;
  readonly host: string;
  readonly line: number;
  readonly step: string;
  readonly until: string | null;
  readonly cells: readonly Cell[];
}

/** The last line of `lab audit --reporter json`. */
export interface AuditReport {
  readonly lab: string;
  readonly document: string;
  readonly verdict: 'passed' | 'failed' | 'broken';
  readonly durationMs: number;
  /** The checks' rows, in the order of the document; the first cell of each is for before the first of these steps. */
  readonly grid: { readonly steps: readonly string[]; readonly rows: readonly AuditRow[] };
  readonly untouched: readonly Untouched[];
  readonly findings: readonly AuditFinding[];
  /** Those that were left out, one at a time; empty where none was asked for. */
  readonly lines: readonly AuditLineReport[];
  /** How many lines the budget left no time for. */
  readonly untried: number;
}

/** What keeps an audit from passing. That a check outlives its `until` does not: it says too little, and nothing wrong. */
export const isFault = ({ rule }: AuditFinding): boolean => rule !== 'lasts';

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
