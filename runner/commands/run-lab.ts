import type { Checkpoints } from '../checkpoints/index.ts';
import type { Lab, Step } from '../document/lab.ts';
import type { Problem } from '../document/problem.ts';
import { createEvidence, type Evidence } from '../evidence/index.ts';
import { execute } from '../execute/index.ts';
import type { RunEvent } from '../execute/events.ts';
import { HostBroken } from '../hosts/host.ts';
import type { OpenHosts, OpenHostsOptions } from '../hosts/index.ts';
import { createReportBuilder, type ReportBuilder } from '../report/build.ts';
import type { Report } from '../report/report.ts';
import type { Reporter } from '../report/reporter.ts';
import { startEvent } from './start-event.ts';

export interface RunLabOptions {
  readonly lab: Lab;
  readonly problems: readonly Problem[];
  /** Those to do, in order. */
  readonly steps: readonly Step[];
  /** Brings the hosts. Rejects with `HostBroken` where they can't be had. */
  readonly openHosts: (start: Pick<OpenHostsOptions, 'findState' | 'onProgress'>) => Promise<OpenHosts>;
  /** Where the hosts may go on from, and where each step is saved. */
  readonly checkpoints?: Checkpoints;
  /** What is to be done with the hosts after the report, before they are put away. */
  readonly afterwards?: (done: { open: OpenHosts; report: Report }) => Promise<void>;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** Runs steps of a lab on hosts, shows it, and resolves with the report. */
export async function runLab(options: RunLabOptions): Promise<Report> {
  const { lab, problems, steps, reporter, signal, afterwards } = options;
  const startedMs = performance.now();
  const builder = createReportBuilder({ lab, problems, asked: steps.map(({ id }) => id) });
  const emit = (event: RunEvent) => {
    builder.add(event);
    evidence.add(event);
    reporter.handle(event);
  };
  const evidence = createEvidence({ lab, signal, emit });
  const open = await openOrTell({ ...options, emit });
  try {
    if (open) await runOn({ ...options, open, emit, evidence, builder });
    // Of a host that did not even start there is something to tell as well.
    else await evidence.gather(new Map());
    const report = builder.finish({ durationMs: Math.round(performance.now() - startedMs) });
    reporter.handle({ event: 'report', ...report });
    if (open) await afterwards?.({ open, report });
    return report;
  } finally {
    await open?.dispose();
  }
}

type Told = RunLabOptions & { emit: (event: RunEvent) => void };

/** Null where the hosts can't be had. */
async function openOrTell({ openHosts, checkpoints, emit }: Told): Promise<OpenHosts | null> {
  try {
    return await openHosts({
      ...(checkpoints && { findState: (machines) => checkpoints.find(machines) }),
      onProgress: (progress) => {
        emit({ event: 'progress', ...progress });
      },
    });
  } catch (error) {
    if (!(error instanceof HostBroken)) throw error;
    emit({ event: 'broken', host: error.host, message: error.message, console: error.console });
    return null;
  }
}

async function runOn({
  lab,
  steps,
  open,
  evidence,
  builder,
  checkpoints,
  signal,
  emit,
}: Told & { open: OpenHosts; evidence: Evidence; builder: ReportBuilder }) {
  const { hosts, saved } = open;
  const restored = checkpoints?.restored ?? [];
  builder.restore(restored);
  emit(startEvent(lab, open));
  const onFailure = () => evidence.gather(hosts);
  const save = async (step: Step | null) => {
    if (!checkpoints || !saved) return;
    const done = builder.finish({ durationMs: 0 }).steps;
    const until = step ? lab.steps.indexOf(step) + 1 : 0;
    await checkpoints.save({ step, hosts: saved, steps: done.slice(0, until) }).catch((error: unknown) => {
      signal.throwIfAborted();
      const why = error instanceof Error ? error.message : String(error);
      const message = `Cannot save a checkpoint after ${step?.id ?? 'the start'}: ${why}`;
      emit({ event: 'note', step: step?.id ?? null, block: null, host: null, line: null, message });
    });
  };
  if (saved?.restored === null) await save(null);
  await execute({
    // The lab's files were put before its first step.
    lab: restored.length > 0 ? { ...lab, files: [] } : lab,
    steps: steps.filter(({ id }) => !restored.some((step) => step.id === id)),
    hosts,
    signal,
    emit,
    onFailure,
    onPassed: save,
  });
  // A host that broke ended the run at once; those left may tell why.
  await onFailure();
}
