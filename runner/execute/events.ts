import type { AuditLineReport, AuditReport } from '../report/audit-report.ts';
import type { Repetitions } from '../report/repetitions.ts';
import type { BlockReason, EngineName, Report, Verdict } from '../report/report.ts';

/**
 * What happens during a run, in order. Reporters build everything they show from this stream; `--reporter json`
 * prints each as one line. Only the report is stable. Times are milliseconds.
 */
export type RunEvent =
  | {
      event: 'start';
      lab: string;
      document: string;
      title: string;
      engine: EngineName | null;
      /** Factor by which all times of the document are multiplied. */
      slowness: number;
      hosts: { name: string; target: string }[];
      steps: { id: string; title: string; line: number; items: number }[];
    }
  /** Long preparation (image, mirror, boot): `activity` is one of a kind, `done` ends it. */
  | { event: 'progress'; activity: string; message: string; done: boolean; elapsedMs: number }
  /** The files of the front matter are on the hosts. */
  | { event: 'files'; count: number; elapsedMs: number }
  /** These steps need not run: hosts are there as they were after the last of them. */
  | { event: 'restored'; steps: { id: string; title: string }[] }
  | { event: 'step-start'; step: string; title: string; line: number }
  | {
      event: 'block-start';
      step: string;
      block: string;
      host: string;
      container: string | null;
      line: number;
      text: string;
    }
  /** UTF-8 text as it came, cut anywhere; invalid bytes are U+FFFD. Hostile: reporters clean it. */
  | { event: 'output'; step: string; block: string; host: string; text: string }
  | {
      event: 'block-end';
      step: string;
      block: string;
      host: string;
      line: number;
      verdict: Verdict;
      exit: number | null;
      failedLine: number | null;
      reason: BlockReason | null;
      durationMs: number;
      failure: BlockFailure | null;
    }
  | {
      event: 'check-start';
      step: string;
      check: string;
      host: string;
      container: string | null;
      line: number;
    }
  /** An ask that did not pass yet. */
  | { event: 'check-try'; step: string; check: string; host: string; attempts: number; observed: string }
  | {
      event: 'check-end';
      step: string;
      check: string;
      type: string;
      host: string;
      container: string | null;
      line: number;
      verdict: Verdict;
      expected: string;
      observed: string;
      attempts: number;
      durationMs: number;
      hint: string | null;
    }
  | { event: 'step-end'; step: string; verdict: Verdict; durationMs: number }
  /** The run has waited for its hosts to be saved as they are after a step (null: after the start). */
  | { event: 'saving'; after: string | null; elapsedMs: number }
  /** Something a reader should know that is no failure: a fresh session, a warning. */
  | {
      event: 'note';
      step: string | null;
      block: string | null;
      host: string | null;
      line: number | null;
      message: string;
    }
  /** The machinery broke. `console` is the end of the host's console, maybe empty. */
  | { event: 'broken'; host: string | null; message: string; console: string }
  /** What was found on the hosts when something failed stands in `files` below `folder`. */
  | { event: 'evidence'; folder: string; files: string[]; elapsedMs: number }
  | ({ event: 'report' } & Report)
  /** Of `lab run --repeat`: what the runs of one lab say together. */
  | ({ event: 'repetitions' } & Repetitions)
  /** The call ended early: interrupted, or by an error. The report is of the lab under way, as far as it got, if any. */
  | { event: 'aborted'; message: string; report: Report | null }
  /** Of `lab run --jobs`: it can't begin yet, for what it lacks beside the runs that are under way. */
  | { event: 'waiting'; lacks: 'memory'; neededMiB: number; leftMiB: number }
  | { event: 'waiting'; lacks: 'machines' | 'processors' }
  /** Of `lab audit`: what came of leaving one line out, and of all of them. */
  | ({ event: 'audit-line' } & AuditLineReport)
  | ({ event: 'audit' } & AuditReport)
  /**
   * Of `lab run --update`: a unified difference that makes a document's output blocks say what came, '' where they do;
   * and those that can't be made to.
   */
  | {
      event: 'drift';
      document: string;
      /** How many output blocks the difference is about. */
      blocks: number;
      difference: string;
      left: { line: number; message: string }[];
    }
  /** What became of that document; `left` is how many of its output blocks are still not true. */
  | { event: 'updated'; document: string; blocks: number; left: number; isWritten: boolean };

export type { BlockReason };

/** What a person wants to see of a failed block. */
export interface BlockFailure {
  /** The failing command's own line of text, from the document. */
  command: string;
  /** One line: `ended with status 2, expected 0`, `ran longer than 30 s`, … */
  summary: string;
  /** For `output`: a readable difference, several lines; else empty. */
  difference: string;
  /** The last lines of output, and how many stand before them. */
  tail: string;
  hiddenLines: number;
}
