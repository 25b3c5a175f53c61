import { createCheckpoints } from '../checkpoints/index.ts';
import type { Lab, Step } from '../document/lab.ts';
import type { ReadLab } from '../document/read.ts';
import { openHosts, type SshHosts } from '../hosts/index.ts';
import { sumUp } from '../report/repetitions.ts';
import type { Report } from '../report/report.ts';
import type { Reporter } from '../report/reporter.ts';
import { keepHosts, openFailedHost } from './after-run.ts';
import { connectMachines } from './connect-machines.ts';
import { exitStatus } from './exit-status.ts';
import { findStep } from './find-step.ts';
import { interruptSignal } from './interrupted.ts';
import type { RunRecords } from './record-runs.ts';
import type { RunOptions } from './run-options.ts';
import type { Updating } from './update-documents.ts';

/** A lab, and which of its steps are to run. */
export interface ChosenLab extends Pick<ReadLab, 'problems'> {
  readonly lab: Lab;
  readonly steps: readonly Step[];
}

/** What runs are told to, and kept by. */
interface Told {
  readonly options: RunOptions;
  readonly reporter: Reporter;
  readonly records: RunRecords;
  readonly updating: Updating | null;
}

interface Running extends Told {
  readonly sshHosts: SshHosts;
  readonly signal: AbortSignal;
}

/** Runs labs one after the other, each as often as was asked for. Resolves with the exit status of all. */
export async function runLabs(labs: readonly ChosenLab[], told: Told): Promise<number> {
  const interrupt = interruptSignal();
  const { signal } = interrupt;
  const reports: Report[] = [];
  try {
    const { targets } = told.options;
    const sshHosts = await connectMachines({ labs: labs.map(({ lab }) => lab), targets, signal });
    try {
      for (const each of labs) reports.push(...(await runRounds(each, { ...told, sshHosts, signal })));
    } finally {
      await sshHosts.dispose();
    }
  } finally {
    interrupt.release();
    told.records.write();
  }
  return exitStatus(reports);
}

/** Runs a lab as often as was asked for; what more than one run says together is told even after an interrupt. */
async function runRounds(chosen: ChosenLab, running: Running): Promise<Report[]> {
  const reports: Report[] = [];
  try {
    while (reports.length < running.options.repeat) {
      reports.push(await runOne(chosen, running));
      running.signal.throwIfAborted();
    }
  } finally {
    const [first, ...more] = reports;
    if (first && more.length > 0)
      running.reporter.handle({ event: 'repetitions', ...sumUp([first, ...more]) });
  }
  return reports;
}

async function runOne(chosen: ChosenLab, running: Running): Promise<Report> {
  const { lab } = chosen;
  const { options, sshHosts, reporter, records, updating, signal } = running;
  const { targets, engine, from, after, onFailure } = options;
  // Without --from every block runs, on hosts that are there as they were when they had booted.
  const before = from === null ? -1 : findStep(lab, from) - 1;
  const checkpoints = options.fresh ? null : createCheckpoints({ lab, upTo: lab.steps[before]?.id ?? null });
  const followed = { steps: chosen.steps, reporter, ...(checkpoints && { checkpoints }) };
  return records.run({
    ...chosen,
    ...(updating?.follow(lab, followed) ?? followed),
    signal,
    openHosts: (start) =>
      openHosts({ lab, targets, sshHosts, engine, savable: from !== null, signal, ...start }),
    afterwards: async ({ open, report }) => {
      const wanted = report.verdict === 'passed' ? after : onFailure;
      if (wanted === 'keep') await keepHosts({ lab, open, report });
      if (wanted === 'shell') await openFailedHost({ open, report, signal });
    },
  });
}
