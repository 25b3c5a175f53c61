import type { Lab } from '../../document/lab.ts';
import type { Problem } from '../../document/problem.ts';
import type { BlockFailure } from '../../execute/events.ts';
import type { BlockReport, CheckReport, EngineName, Report, StepReport, Verdict } from '../report.ts';

/**
 * A run as it went, for whoever shows it afterwards: the report, and what the report leaves out (texts, output, when
 * what was). What hosts printed is as it came, so hostile. Times are milliseconds since the run began.
 */
export interface Recording extends Pick<Lab, 'document' | 'title'> {
  readonly lab: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly verdict: Ending;
  readonly engine: EngineName | null;
  readonly slowness: number;
  readonly hosts: readonly { readonly name: string; readonly target: string }[];
  readonly steps: readonly RecordedStep[];
  readonly activities: readonly Activity[];
  /** What a reader should know that belongs to no block. */
  readonly notes: readonly string[];
  /** Warnings about the document. */
  readonly problems: readonly Problem[];
  readonly broken: NonNullable<Report['broken']> | null;
  /** Text files below a folder. */
  readonly evidence: { readonly folder: string; readonly files: readonly string[] } | null;
}

/** What was under way when the user stopped the run has no verdict. */
export type Ending = Verdict | 'interrupted';

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** What the machinery did: `boot`, `image`, `checkpoint`, `stopping`, …; a host's name is the boot of that one. */
export interface Activity extends Span {
  readonly name: string;
}

export interface RecordedStep extends Pick<StepReport, 'id' | 'title' | 'line' | 'source' | 'durationMs'> {
  readonly verdict: Ending;
  /** In the order of the document; what is on two hosts is two. */
  readonly items: readonly RecordedItem[];
}

export type RecordedItem = RecordedBlock | RecordedCheck;

export interface RecordedBlock extends Omit<BlockReport, 'verdict'> {
  readonly kind: 'block';
  readonly verdict: Ending;
  readonly container: string | null;
  /** Of a `file=` fence; null for a shell block. */
  readonly path: string | null;
  readonly text: string;
  readonly background: boolean;
  readonly output: string;
  readonly failure: BlockFailure | null;
  /** Null where it did not run in this run. */
  readonly span: Span | null;
}

export interface RecordedCheck extends Omit<CheckReport, 'verdict'> {
  readonly kind: 'check';
  readonly verdict: Ending;
  readonly container: string | null;
  readonly hint: string | null;
  readonly span: Span | null;
}
