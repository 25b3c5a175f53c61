import type { Lab, Step } from '../document/lab.ts';
import { labId } from '../document/lab-name.ts';
import type { ReadLab } from '../document/read.ts';
import { createEvidence, type Evidence } from '../evidence/index.ts';
import { execute } from '../execute/index.ts';
import type { RunEvent } from '../execute/events.ts';
import { HostBroken } from '../hosts/host.ts';
import { isReal, openHosts, type SshHosts, type Target } from '../hosts/index.ts';
import { commandLine } from '../hosts/quote.ts';
import { createReportBuilder } from '../report/build.ts';
import { rejectDocument } from '../report/reject.ts';
import type { Report } from '../report/report.ts';
import { createReporter, type Reporter } from '../report/reporter.ts';
import type { Call, Command } from './command.ts';
import { askBeforeChange } from './ask.ts';
import { connectMachines } from './connect-machines.ts';
import { describeChange } from './describe-change.ts';
import { exitStatus } from './exit-status.ts';
import { interruptSignal } from './interrupted.ts';
import { readDocuments } from './read-documents.ts';
import { requireMachines } from './require-machines.ts';
import { reporterOption } from './reporter-option.ts';
import { type RunOptions, readRunOptions, selectSteps } from './run-options.ts';
import { startEvent } from './start-event.ts';
import { targetCall, targetOptions } from './target-options.ts';

export const run: Command = {
  usage: 'run LAB...',
  summary: 'Runs labs from nothing: all steps, all checks.',
  options: {
    ...targetOptions,
    engine: {
      type: 'string',
      takes: 'NAME',
      help: 'how virtual machines run: auto (the default), kvm or tcg',
    },
    until: { type: 'string', takes: 'STEP', help: 'stop after this step' },
    fresh: { type: 'boolean', help: 'use no checkpoint (there are none yet: every run is fresh)' },
    repeat: { type: 'string', takes: 'N', help: 'run each lab N times' },
    reporter: reporterOption,
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
    'lab run my-lab.md --inventory class.yaml:alice --yes',
  ],
  run: async (call) => {
    const options = readRunOptions(call);
    const documents = await readDocuments(call.positionals);
    const wrong = documents.filter(({ lab }) => lab === null);
    const reporter = createReporter({
      kind: options.reporter,
      stream: process.stdout,
      color: process.stdout.isTTY && !process.env['NO_COLOR'],
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
      if (wrong.length > 0) return rejectAll(wrong, reporter);
      const labs = documents.flatMap(({ lab, problems }) => (lab ? [{ lab, problems }] : []));
      const chosen = labs.map((each) => ({ ...each, steps: selectSteps(each.lab, options) }));
      await prepare(chosen, { call, ...options });
      return await runAll(chosen, options, reporter);
    } finally {
      reporter.close();
    }
  },
};

/** Everything that is wrong with every document is shown before anything runs. */
function rejectAll(documents: readonly ReadLab[], reporter: Reporter): number {
  for (const { path, problems } of documents) {
    reporter.handle({ event: 'report', ...rejectDocument({ lab: labId(path), document: path, problems }) });
  }
  return 2;
}

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

async function runAll(labs: readonly ChosenLab[], options: RunOptions, reporter: Reporter): Promise<number> {
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
        reports.push(await runOne(each, { options, sshHosts, reporter, signal: interrupt.signal }));
      }
    }
  } finally {
    await sshHosts.dispose();
    interrupt.release();
  }
  return exitStatus(reports);
}

async function runOne(
  { lab, problems, steps }: ChosenLab,
  {
    options,
    sshHosts,
    reporter,
    signal,
  }: { options: RunOptions; sshHosts: SshHosts; reporter: Reporter; signal: AbortSignal },
): Promise<Report> {
  const startedMs = performance.now();
  const builder = createReportBuilder({ lab, problems, asked: steps.map(({ id }) => id) });
  const emit = (event: RunEvent) => {
    builder.add(event);
    evidence.add(event);
    reporter.handle(event);
  };
  const evidence = createEvidence({ lab, signal, emit });
  await runOnHosts({ lab, steps, options, sshHosts, signal, emit, evidence });
  // Of a host that did not even start there is something to tell as well.
  await evidence.gather(new Map());
  const report = builder.finish({ durationMs: Math.round(performance.now() - startedMs) });
  reporter.handle({ event: 'report', ...report });
  return report;
}

async function runOnHosts({
  lab,
  steps,
  options: { targets, engine },
  sshHosts,
  signal,
  emit,
  evidence,
}: {
  lab: Lab;
  steps: readonly Step[];
  options: RunOptions;
  sshHosts: SshHosts;
  signal: AbortSignal;
  emit: (event: RunEvent) => void;
  evidence: Evidence;
}): Promise<void> {
  try {
    const onProgress = (progress: Omit<Extract<RunEvent, { event: 'progress' }>, 'event'>) => {
      emit({ event: 'progress', ...progress });
    };
    const open = await openHosts({ lab, targets, sshHosts, engine, signal, onProgress });
    try {
      emit(startEvent(lab, open));
      const onFailure = () => evidence.gather(open.hosts);
      await execute({ lab, steps, hosts: open.hosts, signal, emit, onFailure });
      // A host that broke ended the run at once; those left may tell why.
      await onFailure();
    } finally {
      await open.dispose();
    }
  } catch (error) {
    if (!(error instanceof HostBroken)) throw error;
    emit({ event: 'broken', host: error.host, message: error.message, console: error.console });
  }
}
