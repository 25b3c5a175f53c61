import type { Problem } from '../document/problem.ts';

export type Verdict = 'passed' | 'failed' | 'broken' | 'skipped' | 'blocked';
/** How virtual machines are run, the quickest first. */
export const engineNames = ['kvm', 'uml', 'tcg'] as const;
export type EngineName = (typeof engineNames)[number];
/** Why a block failed. */
export type BlockReason = 'exit' | 'timeout' | 'output' | 'signal';

/** The stable report: one a lab and repetition, the last line of `--reporter json`. Times are milliseconds. */
export interface Report {
  lab: string;
  document: string;
  /** Null where the document is wrong. */
  verdict: Verdict | null;
  /** Null where no virtual machine is used. */
  engine: EngineName | null;
  /** From the first preparation to the end; what no step and no preparation took, went into stopping. */
  durationMs: number;
  /** What had to be done before the first step: building an image, starting the hosts. Absent where nothing. */
  preparation?: { activity: string; durationMs: number }[];
  steps: StepReport[];
  problems: Problem[];
  /** Why the machinery broke; absent unless the verdict is `broken`. */
  broken?: { host: string | null; message: string; console: string };
  /** Folder of text files with what was found on the hosts when something failed; absent where there is none. */
  evidence?: string;
  /**
   * Of `lab verify` alone: the last step up to which every check holds, leaving out those whose `until` is that step,
   * an earlier one or the one after it; null where there is none, or where not every step was asked.
   */
  position?: string | null;
  /** Of `lab verify` alone: the first failing check of the step after `position` or an earlier one; else null. */
  firstWrong?: string | null;
  /** Of `lab verify` alone; absent where nothing that is recorded of the lab is close. */
  leftOut?: LeftOut;
}

/** What has probably been left out, by what `lab audit` recorded. */
export interface LeftOut {
  /** Any one of them, for they lead to the same: where each begins in the document, and its text, whole. */
  lines: { line: number; text: string; step: string }[];
  /** Whether the very same checks failed without it. */
  exact: boolean;
  /** How many lines were left out, one at a time, for the record. */
  cases: number;
}

export interface StepReport {
  id: string;
  title: string;
  line: number;
  verdict: Verdict;
  source: 'ran' | 'checkpoint';
  durationMs: number;
  blocks: BlockReport[];
  checks: CheckReport[];
}

export interface BlockReport {
  id: string;
  host: string;
  line: number;
  verdict: Verdict;
  exit: number | null;
  failedLine: number | null;
  reason: BlockReason | null;
  durationMs: number;
  /** What a reader should know of it that is no failure: that it began with a fresh session. Absent where nothing. */
  note?: string;
}

export interface CheckReport {
  id: string;
  type: string;
  host: string;
  line: number;
  verdict: Verdict;
  expected: string;
  observed: string;
  attempts: number;
  durationMs: number;
}
