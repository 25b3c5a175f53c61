import { createCheckpoints } from '../checkpoints/index.ts';
import type { Lab, Step } from '../document/lab.ts';
import type { ReadLab } from '../document/read.ts';
import { isReal, openHosts, type SshHosts, type Target } from '../hosts/index.ts';
import { commandLine } from '../hosts/quote.ts';
import type { Report } from '../report/report.ts';
import { createReporter, type Reporter } from '../report/reporter.ts';
import type { Call, Command } from './command.ts';
import { keepHosts, openFailedHost } from './after-run.ts';
import { askBeforeChange } from './ask.ts';
import { connectMachines } from './connect-machines.ts';
import { describeChange } from './describe-change.ts';
import { engineOption } from './engine-option.ts';
import { exitStatus } from './exit-status.ts';
import { findStep } from './find-step.ts';
import { interruptSignal } from './interrupted.ts';
import { outputOptions } from './output-options.ts';
import { readDocuments } from './read-documents.ts';
import { rejectDocuments } from './reject-documents.ts';
import { type RunRecords, recordRuns } from './record-runs.ts';
import { requireMachines } from './require-machines.ts';
import { reporterOption } from './reporter-option.ts';
import { type RunOptions, readRunOptions, selectSteps } from './run-options.ts';
import { targetCall, targetOptions } from './target-options.ts';

export const run: Command = {
  usage: 'run LAB...',
  summary: 'Runs labs from nothing: all steps, all checks.',
  options: {
    ...targetOptions,
    engine: engineOption,
    until: { type: 'string', takes: 'STEP', help: 'stop after this step' },
    from: {
      type: 'string',
      takes: 'STEP',
      help: 'begin at this step, with the hosts from a checkpoint; steps that have none run first',
    },
    fresh: { type: 'boolean', help: 'boot the hosts, and neither use nor make a checkpoint' },
    keep: { type: 'boolean', help: 'leave the hosts up afterwards; `lab down` ends them' },
    'on-failure': {
      type: 'string',
      takes: 'WHAT',
      help: 'after a failure: down (the default), keep the hosts up, or open a shell on the one that failed',
    },
    repeat: { type: 'string', takes: 'N', help: 'run each lab N times' },
    reporter: reporterOption,
    html: { type: 'string', takes: 'FILE', help: 'write a page about the run there, for a browser' },
    timing: { type: 'boolean', help: 'show afterwards where the time went' },
    yes: {
      type: 'boolean',
      short: 'y',
      help: 'do not ask before installing packages or changing real machines',
    },
  },
  examples: [
    'lab run 01-lxc-basics',
    'lab run labs/01-lxc-basics.ja.md --until create',
    'lab run my-lab.md --host host1=ssh:root@192.0.2.11',
    'lab run my-lab.md --html my-lab.html --timing',
    'lab run my-lab.md --inventory class.yaml:alice --yes',
  ],
  run: async (call) => {
    const options = readRunOptions(call);
    const documents = await readDocuments(call.positionals);
    const wrong = documents.filter(({ lab }) => lab === null);
    const reporter = createReporter({
      kind: options.reporter,
      ...outputOptions(),
      runAgain: ({ document, step }) =>
        commandLine([
          'lab',
          'run',
          document,
          ...targetCall(call),
          ...(step === null ? [] : ['--until', step]),
        ]),
    });
    try {
      if (wrong.length > 0) return rejectDocuments(wrong, reporter);
      const labs = documents.flatMap(({ lab, problems }) => (lab ? [{ lab, problems }] : []));
      const chosen = labs.map((each) => ({ ...each, steps: selectSteps(each.lab, options) }));
      const records = await recordRuns({ ...options, wanted: chosen.length * options.repeat });
      await prepare(chosen, { call, ...options });
      try {
        return await runAll(chosen, options, { reporter, records });
      } finally {
        await records.write();
      }
    } finally {
      reporter.close();
    }
  },
};

/** Asks what has to be asked before anything is done. */
async function prepare(
  labs: readonly ChosenLab[],
  { call, targets, yes }: { call: Call; targets: ReadonlyMap<string, Target>; yes: boolean },
): Promise<void> {
  if (labs.some(({ lab }) => lab.hosts.some(({ name }) => !isReal(targets.get(name)))))
    await requireMachines({ yes });
  const change = labs
    .map(({ lab, steps }) => {
      const plan = ['lab', 'plan', lab.document, ...targetCall(call)];
      return describeChange({ lab, steps, targets, planCommand: commandLine(plan) });
    })
    .join('');
  if (change !== '') await askBeforeChange({ change, yes });
}

interface ChosenLab extends Pick<ReadLab, 'problems'> {
  readonly lab: Lab;
  readonly steps: readonly Step[];
}

async function runAll(
  labs: readonly ChosenLab[],
  options: RunOptions,
  told: { reporter: Reporter; records: RunRecords },
): Promise<number> {
  const interrupt = interruptSignal();
  const reports: Report[] = [];
  const sshHosts = await connectMachines({
    labs: labs.map(({ lab }) => lab),
    targets: options.targets,
    signal: interrupt.signal,
  });
  try {
    for (const each of labs) {
      for (let round = 0; round < options.repeat; round++) {
        reports.push(await runOne(each, { options, sshHosts, ...told, signal: interrupt.signal }));
        interrupt.signal.throwIfAborted();
      }
    }
  } finally {
    await sshHosts.dispose();
    interrupt.release();
  }
  return exitStatus(reports);
}

async function runOne(
  chosen: ChosenLab,
  {
    options,
    sshHosts,
    reporter,
    records,
    signal,
  }: {
    options: RunOptions;
    sshHosts: SshHosts;
    reporter: Reporter;
    records: RunRecords;
    signal: AbortSignal;
  },
): Promise<Report> {
  const { lab } = chosen;
  const { targets, engine, from, after, onFailure } = options;
  // Without --from every block runs, on hosts that are there as they were when they had booted.
  const before = from === null ? -1 : findStep(lab, from) - 1;
  const checkpoints = options.fresh ? null : createCheckpoints({ lab, upTo: lab.steps[before]?.id ?? null });
  return records.run({
    ...chosen,
    reporter,
    signal,
    ...(checkpoints && { checkpoints }),
    openHosts: (start) => openHosts({ lab, targets, sshHosts, engine, signal, ...start }),
    afterwards: async ({ open, report }) => {
      const wanted = report.verdict === 'passed' ? after : onFailure;
      if (wanted === 'keep') await keepHosts({ lab, open, report });
      if (wanted === 'shell') await openFailedHost({ open, report, signal });
    },
  });
}
