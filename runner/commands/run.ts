import { isReal, type Target } from '../hosts/index.ts';
import { commandLine } from '../hosts/quote.ts';
import type { ReporterOptions } from '../report/reporter-options.ts';
import { createReporter } from '../report/reporter.ts';
import { combineRunsReporters, oneByOne, type RunsReporter } from '../report/side-by-side/runs-reporter.ts';
import type { Call, Command } from './command.ts';
import { hostsAfter } from './after-run.ts';
import { askBeforeChange } from './ask.ts';
import { describeChange } from './describe-change.ts';
import { engineOption, readSavingEngine } from './engine-option.ts';
import { junitOption, openJunit } from './junit-option.ts';
import { outputOptions } from './output-options.ts';
import { readDocuments } from './read-documents.ts';
import { rejectDocuments } from './reject-documents.ts';
import { recordRuns } from './record-runs.ts';
import { requireMachines } from './require-machines.ts';
import { verdictReporterOption } from './reporter-option.ts';
import type { ChosenLab } from './chosen-lab.ts';
import { runLabs } from './run-labs.ts';
import { readRunOptions, type RunOptions, selectSteps } from './run-options.ts';
import { targetCall, targetOptions } from './target-options.ts';
import { tellAborted } from './tell-aborted.ts';
import { startUpdate } from './update-documents.ts';

export const run: Command = {
  usage: 'run LAB...',
  summary: 'Runs labs from nothing: all steps, all checks.',
  details: [
    'Hosts are virtual machines that begin as they were when they had booted. Every block runs in the order of the document, its output is compared with what the document shows, and every check is asked. After the first failure the rest is blocked, and the hosts are looked at before they go.',
    'With --from the steps before it come from checkpoints, where those are good for the very text that led to them. With --repeat a table at the end says how often each step passed, what time it took, and which checks had to be asked most.',
    'With --jobs labs and repetitions run side by side, as far as the memory of this machine holds all their hosts; one that waits for memory says so. Labs on real machines take turns. What is written of a run stays in one piece, and files have the order of the call.',
  ],
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
      values: hostsAfter,
      help: 'after a failure: down (the default), keep the hosts up, or open a shell on the one that failed',
    },
    repeat: { type: 'string', takes: 'N', help: 'run each lab N times, and sum them up' },
    jobs: {
      type: 'string',
      takes: 'N|auto',
      help: 'have N runs under way at once (1 by default), or as many as there are processors for their hosts',
    },
    update: {
      type: 'boolean',
      help: 'rewrite output blocks from what came, after showing the difference; with --repeat 2, what varies becomes `...`',
    },
    reporter: verdictReporterOption,
    junit: junitOption,
    html: { type: 'string', takes: 'FILE', help: 'write a page about the run there, for a browser' },
    timing: { type: 'boolean', help: 'show afterwards where the time went' },
    yes: {
      type: 'boolean',
      short: 'y',
      help: 'do not ask before installing packages, changing real machines or updating documents',
    },
  },
  examples: [
    'lab run 01-lxc-basics',
    'lab run labs/01-lxc-basics.ja.md --until create',
    'lab run 02-ipvs-iptables --from balance --on-failure shell',
    'lab run 01-lxc-basics --repeat 20 --reporter plain',
    'lab run labs/*.md --jobs 2',
    'lab run my-lab.md --host host1=ssh:root@192.0.2.11',
    'lab run my-lab.md --html my-lab.html --timing',
    'lab run my-lab.md --inventory class.yaml:alice --yes',
    'lab run my-lab.md --update --repeat 2',
    'lab run labs/*.md --reporter github --junit lab.xml',
  ],
  run: async (call) => {
    const options = readRunOptions(call);
    if (options.from !== null) await readSavingEngine(call, 'run --from');
    const junit = openJunit(call);
    const documents = await readDocuments(call.positionals);
    const wrong = documents.filter(({ lab }) => lab === null);
    const isSideBySide = options.jobs !== 1 && documents.length * options.repeat > 1;
    const shown = await openReporter({ call, options, isSideBySide });
    const reporter = combineRunsReporters(junit ? [shown, junit] : [shown]);
    try {
      if (wrong.length > 0) return rejectDocuments(wrong, reporter);
      const labs = documents.flatMap(({ lab, problems }) => (lab ? [{ lab, problems }] : []));
      const chosen = labs.map((each) => ({ ...each, steps: selectSteps(each.lab, options) }));
      const records = await recordRuns({ ...options, wanted: chosen.length * options.repeat, isSideBySide });
      const updating = options.update ? startUpdate(labs.map(({ lab }) => lab)) : null;
      await prepare(chosen, { call, ...options });
      const status = await runLabs(chosen, { options, reporter, records, updating });
      return (await updating?.finish({ status, reporter, yes: options.yes })) ?? status;
    } catch (error) {
      tellAborted(error, { reporter });
      throw error;
    } finally {
      reporter.close();
    }
  },
};

async function openReporter({
  call,
  options: { jobs, reporter: kind },
  isSideBySide,
}: {
  call: Call;
  options: RunOptions;
  isSideBySide: boolean;
}): Promise<RunsReporter> {
  const runAgain: ReporterOptions['runAgain'] = ({ document, step }) =>
    commandLine(['lab', 'run', document, ...targetCall(call), ...(step === null ? [] : ['--until', step])]);
  const told = { kind, runAgain, ...outputOptions() };
  // A program that asks for --jobs reads the same kind of stream, however many labs there are.
  if (!isSideBySide && (kind !== 'json' || jobs === 1)) return oneByOne(createReporter(told));
  const { createSideBySideReporter } = await import('../report/side-by-side/index.ts');
  return createSideBySideReporter(told);
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
