import { availableParallelism, totalmem } from 'node:os';
import { createCheckpoints } from '../checkpoints/index.ts';
import type { RunEvent } from '../execute/events.ts';
import { openHosts, type SshHosts } from '../hosts/index.ts';
import type { EngineName, Report } from '../report/report.ts';
import type { Reporter } from '../report/reporter.ts';
import type { RunsReporter } from '../report/side-by-side/runs-reporter.ts';
import { availableMiB } from '../schedule/memory.ts';
import { needsOf } from '../schedule/needs.ts';
import { runSideBySide } from '../schedule/side-by-side.ts';
import { keepHosts, openFailedHost } from './after-run.ts';
import type { ChosenLab } from './chosen-lab.ts';
import { connectMachines } from './connect-machines.ts';
import { exitStatus } from './exit-status.ts';
import { findStep } from './find-step.ts';
import { interruptSignal } from './interrupted.ts';
import { listRuns, type PlannedRun } from './list-runs.ts';
import type { RunRecords } from './record-runs.ts';
import { createRounds } from './rounds.ts';
import type { RunOptions } from './run-options.ts';
import type { Updating } from './update-documents.ts';

/** What runs are told to, and kept by. */
interface Told {
  readonly options: RunOptions;
  readonly reporter: RunsReporter;
  readonly records: RunRecords;
  readonly updating: Updating | null;
}

interface Running extends Omit<Told, 'reporter'> {
  readonly reporter: Reporter;
  readonly sshHosts: SshHosts;
  readonly signal: AbortSignal;
}

/** Runs labs, each as often as was asked for, `jobs` at once. Resolves with the exit status of all. */
export async function runLabs(labs: readonly ChosenLab[], told: Told): Promise<number> {
  const interrupt = interruptSignal();
  const { signal } = interrupt;
  try {
    const { targets } = told.options;
    const sshHosts = await connectMachines({ labs: labs.map(({ lab }) => lab), targets, signal });
    try {
      return exitStatus(await runAll(labs, { ...told, sshHosts, signal }));
    } finally {
      await sshHosts.dispose();
    }
  } finally {
    interrupt.release();
    told.records.write();
  }
}

/** Resolves with the reports in the order of the call. */
async function runAll(
  labs: readonly ChosenLab[],
  told: Told & Pick<Running, 'sshHosts' | 'signal'>,
): Promise<Report[]> {
  const { options, reporter, signal } = told;
  const { jobs, targets } = options;
  const rounds = createRounds({ ...options, reporter });
  const shown = listRuns(labs, options).map((run) => ({ run, reporter: reporter.follow(run) }));
  // Until a run has begun nobody knows what `auto` comes to.
  let engine: EngineName = options.engine === 'auto' ? 'tcg' : options.engine;
  try {
    return await runSideBySide({
      jobs: shown,
      needs: ({ run: { chosen } }) => needsOf({ ...chosen, targets, engine, totalMiB: totalmem() / 2 ** 20 }),
      limits:
        jobs === 'auto' ? { runs: Infinity, cpus: availableParallelism() } : { runs: jobs, cpus: Infinity },
      availableMiB,
      onWait: (job, lack) => {
        job.reporter.handle({ event: 'waiting', ...lack });
      },
      run: async (job, { signal: untilStopped, reconsider }) => {
        const handle = (event: RunEvent) => {
          job.reporter.handle(event);
          if (event.event !== 'start' || event.engine === null || event.engine === engine) return;
          engine = event.engine;
          reconsider();
        };
        try {
          const report = await runOne(job.run, {
            ...told,
            reporter: { ...job.reporter, handle },
            signal: untilStopped,
          });
          rounds.add(job.run, report);
          return report;
        } finally {
          job.reporter.close();
        }
      },
      signal,
    });
  } finally {
    // What more than one run says together is told even after an interrupt.
    rounds.close();
  }
}

async function runOne({ chosen, number }: PlannedRun, running: Running): Promise<Report> {
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
    number,
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
