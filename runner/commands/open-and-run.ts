import { type Checkpoints, checksAfter, type Found } from '../checkpoints/index.ts';
import type { Lab, Step } from '../document/lab.ts';
import type { Evidence } from '../evidence/index.ts';
import { execute } from '../execute/index.ts';
import type { RunEvent } from '../execute/events.ts';
import { HostBroken } from '../hosts/host.ts';
import type { OpenHosts, OpenHostsOptions } from '../hosts/index.ts';
import type { ReportBuilder } from '../report/build.ts';
import type { StepReport } from '../report/report.ts';
import { startEvent } from './start-event.ts';

/** A run: what it does, and who hears of it. */
export interface Told {
  readonly lab: Lab;
  /** Those to do, in order. */
  readonly steps: readonly Step[];
  /** Brings the hosts. Rejects with `HostBroken` where they can't be had. */
  readonly openHosts: (start: Pick<OpenHostsOptions, 'findState' | 'onProgress'>) => Promise<OpenHosts>;
  /** Where the hosts may go on from, and where each step is saved. */
  readonly checkpoints?: Checkpoints;
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
  readonly evidence: Evidence;
  readonly builder: ReportBuilder;
}

/** The hosts of a run as it left them. */
export interface Left {
  readonly open: OpenHosts;
  /** Saves them as they are after the last step, unless that failed, and sees all that was saved before whole. */
  readonly saveLast: () => Promise<void>;
}

/**
 * Opens hosts and runs there what is not known; before that, steps whose checks alone have changed are judged on the
 * hosts as they were after each. Null where the hosts can't be had.
 */
export async function openAndRun(told: Told): Promise<Left | null> {
  const { lab, checkpoints, builder, emit } = told;
  // Without checkpoints, or on hosts that have none, nothing is.
  const search: { found: Found | null } = { found: null };
  for (let asked = 0; ; asked++) {
    const open = await openOrTell(told, async (machines) => {
      search.found ??= (await checkpoints?.find(machines)) ?? null;
      return (search.found?.toAsk[asked] ?? search.found)?.folder ?? null;
    });
    if (!open) return null;
    try {
      const known = search.found ?? { folder: null, reports: [], toAsk: [] };
      const [before, now] = [known.toAsk[asked - 1], known.toAsk[asked]];
      const first = before ? known.reports.findIndex(({ id }) => id === before.step) + 1 : 0;
      const last = now ? known.reports.findIndex(({ id }) => id === now.step) + 1 : known.reports.length;
      if (asked === 0) emit(startEvent(lab, open));
      restore(told, known.reports.slice(first, last), now?.step ?? null);
      if (!now) {
        return { open, saveLast: await runOn(told, { open, known }) };
      }
      if (!(await askAnew(told, { open, step: now.step })))
        return { open, saveLast: () => Promise.resolve() };
      const judged = builder.finish({ durationMs: 0 }).steps.find(({ id }) => id === now.step);
      if (judged) await checkpoints?.asked(judged);
    } catch (error) {
      await open.dispose();
      throw error;
    }
    await open.dispose();
  }
}

/** Null where the hosts can't be had. */
async function openOrTell(
  { openHosts, checkpoints, emit }: Told,
  findState: (machines: string) => Promise<string | null>,
): Promise<OpenHosts | null> {
  try {
    return await openHosts({
      ...(checkpoints && { findState }),
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

/** Takes steps as known. What is said of the one that is still to be asked is said then. */
function restore({ builder, emit }: Told, reports: readonly StepReport[], toAsk: string | null): void {
  builder.restore(reports);
  const steps = reports.filter(({ id }) => id !== toAsk).map(({ id, title }) => ({ id, title }));
  if (steps.length > 0) emit({ event: 'restored', steps });
}

/** Judges a step by the checks behind its last block, on hosts as they were then; false where one fails. */
async function askAnew(told: Told, { open, step: id }: { open: OpenHosts; step: string }): Promise<boolean> {
  let passed = false;
  const steps = told.lab.steps.filter((step) => step.id === id);
  await executeOn(told, {
    open,
    isStarted: true,
    steps: steps.map((step) => ({ ...step, items: checksAfter(step) })),
    onPassed: () => {
      passed = true;
      return Promise.resolve();
    },
  });
  return passed;
}

async function runOn(
  told: Told,
  { open, known }: { open: OpenHosts; known: Found },
): Promise<Left['saveLast']> {
  const { builder, checkpoints, signal, emit } = told;
  const { saved } = open;
  const steps = told.steps.filter(({ id }) => !known.reports.some((report) => report.id === id));
  const finishing: Promise<void>[] = [];
  const save = async (step: Step | null, isLast = false) => {
    if (!checkpoints || !saved) return;
    const startedMs = performance.now();
    const tell = (error: unknown) => {
      signal.throwIfAborted();
      const why = error instanceof Error ? error.message : String(error);
      const message = `No checkpoint after ${step?.id ?? 'the start'}, nor any later one: ${why}`;
      emit({ event: 'note', step: step?.id ?? null, block: null, host: null, line: null, message });
    };
    const report = builder.finish({ durationMs: 0 }).steps.find(({ id }) => id === step?.id) ?? null;
    try {
      const { whole } = await checkpoints.save({ report, hosts: saved });
      // The next step runs meanwhile.
      const finished = whole.catch(tell);
      finished.catch(() => undefined);
      finishing.push(finished);
    } catch (error) {
      tell(error);
    }
    if (isLast) await Promise.all(finishing);
    emit({ event: 'saving', after: step?.id ?? null, elapsedMs: Math.round(performance.now() - startedMs) });
  };
  if (saved?.restored === null) await save(null);
  let last: Step | null = null;
  await executeOn(told, {
    open,
    isStarted: known.reports.length > 0,
    steps,
    onPassed: async (step) => {
      if (step === steps.at(-1)) last = step;
      else await save(step);
    },
  });
  return async () => {
    if (last) await save(last, true);
    await Promise.all(finishing);
  };
}

function executeOn(
  { lab, signal, emit, evidence }: Told,
  {
    open: { hosts },
    isStarted,
    steps,
    onPassed,
  }: {
    open: OpenHosts;
    /** The lab's files were put before its first step. */
    isStarted: boolean;
    steps: readonly Step[];
    onPassed: (step: Step) => Promise<void>;
  },
): Promise<void> {
  const onFailure = () => evidence.gather(hosts);
  return execute({
    lab: isStarted ? { ...lab, files: [] } : lab,
    steps,
    hosts,
    signal,
    emit,
    onFailure,
    onPassed,
  });
}
