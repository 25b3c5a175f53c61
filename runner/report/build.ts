import type { Lab } from '../document/lab.ts';
import type { Problem } from '../document/problem.ts';
import type { RunEvent } from '../execute/events.ts';
import { blankStep } from './blank.ts';
import type { BlockReport, CheckReport, Report, StepReport } from './report.ts';
import { createStepBuilder } from './build-step.ts';
import { worstVerdict } from './verdict.ts';

export interface ReportBuilder {
  /** Takes in what happened; what belongs to no step of the lab is left aside. */
  add(event: RunEvent): void;
  /** Steps that a checkpoint stands for, with their reports as they were when it was made. */
  restore(steps: readonly StepReport[]): void;
  /** The report so far. What has not been judged yet is taken as not going to be. */
  finish(end: { durationMs: number }): Report;
}

/**
 * Folds the events of one run into its report: steps, blocks and checks in document order, a block on two hosts as two
 * entries. What never ran is `skipped` where it was not asked for, else `blocked`; what had begun and not ended when
 * the machinery broke is `broken`.
 */
export function createReportBuilder({
  lab,
  problems = [],
  asked = lab.steps.map(({ id }) => id),
}: {
  lab: Lab;
  /** Warnings about the document. */
  problems?: readonly Problem[];
  /** Ids of the steps that are to run; all by default. */
  asked?: readonly string[];
}): ReportBuilder {
  const steps = new Map(
    lab.steps.map((step) => {
      const blank = blankStep(step, asked.includes(step.id) ? 'blocked' : 'skipped');
      return [step.id, createStepBuilder(blank)];
    }),
  );
  let engine: Report['engine'] = null;
  let broken: Report['broken'];
  let evidence: string | undefined;
  const preparation: NonNullable<Report['preparation']> = [];

  return {
    add(event) {
      if (event.event === 'start') engine = event.engine;
      if (event.event === 'broken')
        broken ??= { host: event.host, message: event.message, console: event.console };
      if (event.event === 'progress' && event.done)
        preparation.push({ activity: event.activity, durationMs: event.elapsedMs });
      if (event.event === 'evidence') evidence = event.folder;
      if (event.event === 'note') {
        if (event.step !== null) steps.get(event.step)?.note(event);
      } else if ('step' in event) steps.get(event.step)?.add(event);
    },
    restore(reports) {
      for (const step of lab.steps) {
        const before = reports.find(({ id }) => id === step.id);
        if (before) steps.set(step.id, createStepBuilder(fromCheckpoint(blankStep(step, 'blocked'), before)));
      }
    },
    finish({ durationMs }) {
      const reports = [...steps.values()].map((step) => step.finish({ broken: broken !== undefined }));
      const verdicts = reports.map(({ verdict }) => verdict);
      return {
        lab: lab.id,
        document: lab.document,
        verdict: broken ? 'broken' : worstVerdict(verdicts),
        engine,
        durationMs,
        ...(preparation.length > 0 && { preparation }),
        steps: reports,
        problems: [...problems],
        ...(broken && { broken }),
        ...(evidence !== undefined && { evidence }),
      };
    },
  };
}

/** What a step's report was when its checkpoint was made, under the names and lines that the document has now. */
function fromCheckpoint(now: StepReport, before: StepReport): StepReport {
  // The same blocks led to the same state, and the checks that were judged then stand first.
  const settle = <Entry extends BlockReport | CheckReport>(entry: Entry, known: Entry | undefined): Entry =>
    known ? { ...known, id: entry.id, line: entry.line } : entry;
  return {
    ...now,
    source: 'checkpoint',
    verdict: before.verdict,
    durationMs: before.durationMs,
    blocks: now.blocks.map((entry, index) => settle(entry, before.blocks[index])),
    checks: now.checks.map((entry, index) => settle(entry, before.checks[index])),
  };
}
