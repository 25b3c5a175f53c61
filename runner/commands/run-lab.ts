import type { Problem } from '../document/problem.ts';
import { createEvidence, noEvidence } from '../evidence/index.ts';
import type { RunEvent } from '../execute/events.ts';
import type { OpenHosts } from '../hosts/index.ts';
import { createReportBuilder } from '../report/build.ts';
import type { Report } from '../report/report.ts';
import type { Reporter } from '../report/reporter.ts';
import { Interrupted } from './interrupted.ts';
import { type Left, openAndRun, type Told } from './open-and-run.ts';
import { tellAborted } from './tell-aborted.ts';

export interface RunLabOptions extends Pick<Told, 'lab' | 'steps' | 'openHosts' | 'checkpoints' | 'signal'> {
  readonly problems: readonly Problem[];
  /** What is to be done with the hosts after the report, before they are put away. */
  readonly afterwards?: (done: { open: OpenHosts; report: Report }) => Promise<void>;
  /** Somebody waits for the verdict: the hosts after the last step are saved behind it. */
  readonly verdictFirst?: boolean;
  /** Whether what a failure left on the hosts is gathered and kept; by default it is. */
  readonly gathersEvidence?: boolean;
  readonly reporter: Reporter;
}

/** Runs steps of a lab on hosts, shows it, and resolves with the report. */
export async function runLab(options: RunLabOptions): Promise<Report> {
  const { lab, problems, steps, reporter, signal, afterwards, verdictFirst = false } = options;
  const startedMs = performance.now();
  const builder = createReportBuilder({ lab, problems, asked: steps.map(({ id }) => id) });
  const emit = (event: RunEvent) => {
    builder.add(event);
    evidence.add(event);
    reporter.handle(event);
  };
  const evidence = options.gathersEvidence === false ? noEvidence : createEvidence({ lab, signal, emit });
  const reportNow = () => builder.finish({ durationMs: Math.round(performance.now() - startedMs) });
  // Told at once: what blocks come to while their hosts are put away is no verdict on them.
  const onAbort = () => {
    if (signal.reason instanceof Interrupted) tellAborted(signal.reason, { reporter, report: reportNow() });
  };
  signal.addEventListener('abort', onAbort);
  let left: Left | null = null;
  try {
    left = await openAndRun({ ...options, emit, evidence, builder });
    if (!verdictFirst) await left?.saveLast();
    // Of a host that did not even start there is something to tell as well; of those left when one broke, too.
    await evidence.gather(left?.open.hosts ?? new Map());
    signal.throwIfAborted();
    signal.removeEventListener('abort', onAbort);
    const report = reportNow();
    reporter.handle({ event: 'report', ...report });
    if (left) await Promise.all([afterwards?.({ open: left.open, report }), verdictFirst && left.saveLast()]);
    return report;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await left?.open.dispose();
  }
}
