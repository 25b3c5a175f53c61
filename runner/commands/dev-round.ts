import { createCheckpoints, labStates } from '../checkpoints/index.ts';
import type { Lab } from '../document/lab.ts';
import type { Problem } from '../document/problem.ts';
import { deferred } from '../deferred.ts';
import { type OpenHosts, openHosts } from '../hosts/index.ts';
import { createReportBuilder } from '../report/build.ts';
import type { EngineName, Report, StepReport } from '../report/report.ts';
import type { Reporter } from '../report/reporter.ts';
import { runLab } from './run-lab.ts';

/** A lab as its document is now, and the hosts that it would have. */
export interface Draft {
  readonly lab: Lab;
  readonly problems: readonly Problem[];
  /** `fingerprintHosts` of it. */
  readonly machines: string;
}

/** One judgement of a draft. */
export interface Round {
  /** Of all that can change its verdict; prose and hints don't. Empty where not all of it is judged. */
  readonly signature: string;
  /** Resolves with the verdict; the hosts are there until `stop`, null where none was needed. */
  readonly judged: Promise<{ report: Report; open: OpenHosts | null }>;
  /** Stops what is under way and puts the hosts away; resolves when they are. */
  stop(): Promise<void>;
}

/** The verdict on a draft is not wanted any more. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** Judges a draft: from checkpoints what is known, by running from the first change on what is not. */
export async function startRound({
  draft,
  engine,
  reporter,
  again,
  signal,
}: {
  draft: Draft;
  engine: 'auto' | EngineName;
  reporter: Reporter;
  /** Id of a step to run once more, and to stop after; null for all that is not known. */
  again: string | null;
  signal: AbortSignal;
}): Promise<Round> {
  const { lab, problems, machines } = draft;
  const upTo = again === null ? lab.steps.length : lab.steps.findIndex(({ id }) => id === again);
  const checkpoints = createCheckpoints({ lab, upTo: lab.steps[upTo - 1]?.id ?? null });
  const signature = again === null ? await signatureOf(draft) : '';
  const found = await checkpoints.find(machines);
  if (found.reports.length === lab.steps.length && found.toAsk.length === 0) {
    const report = showKnown(draft, { reports: found.reports, reporter });
    return { signature, judged: Promise.resolve({ report, open: null }), stop: () => Promise.resolve() };
  }
  const stop = new AbortController();
  let isJudged = false;
  const released = deferred();
  const judged = deferred<{ report: Report; open: OpenHosts | null }>();
  // Nobody may be waiting for it when it is stopped.
  judged.promise.catch(() => undefined);
  const either = AbortSignal.any([signal, stop.signal]);
  const ended = runLab({
    lab,
    problems,
    steps: again === null ? lab.steps : lab.steps.slice(0, upTo + 1),
    reporter,
    checkpoints,
    gathersEvidence: false,
    verdictFirst: true,
    signal: either,
    openHosts: (start) =>
      openHosts({ lab, targets: new Map(), engine, savable: true, signal: either, ...start }),
    afterwards: async ({ open, report }) => {
      isJudged = true;
      judged.resolve({ open, report });
      await released.promise;
    },
  }).then((report) => {
    // Where there are no hosts, nothing came afterwards.
    judged.resolve({ open: null, report });
  }, judged.reject);
  const close = () => {
    reporter.close();
  };
  judged.promise.then(close, close);
  return {
    signature,
    judged: judged.promise,
    stop: async () => {
      // What was judged is still being saved, maybe: whoever takes a change back wants it.
      if (!isJudged) stop.abort(new Superseded());
      released.resolve();
      await ended;
    },
  };
}

export async function signatureOf({ lab, machines }: Draft): Promise<string> {
  const ids = lab.steps.map(({ id, items }) => [id, items.map((item) => item.id)]);
  return JSON.stringify([ids, await labStates({ lab, machines })]);
}

/** Shows reports of steps that need not run, at the lines where the document has them now, and closes the reporter. */
export function showKnown(
  { lab, problems }: Pick<Draft, 'lab' | 'problems'>,
  { reports, reporter }: { reports: readonly StepReport[]; reporter: Reporter },
): Report {
  const startedMs = performance.now();
  const builder = createReportBuilder({ lab, problems });
  builder.restore(reports);
  const report = builder.finish({ durationMs: Math.round(performance.now() - startedMs) });
  reporter.handle({ event: 'report', ...report });
  reporter.close();
  return report;
}
