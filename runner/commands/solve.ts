import type { Lab, Step } from '../document/lab.ts';
import type { Problem } from '../document/problem.ts';
import { execute } from '../execute/index.ts';
import type { RunEvent } from '../execute/events.ts';
import { createReportBuilder } from '../report/build.ts';
import type { Report } from '../report/report.ts';
import { createReporter, type Reporter } from '../report/reporter.ts';
import { describeBroken, textLine, type Line } from '../report/text/index.ts';
import { describePlace, describeWrong, type StandingView } from '../report/standing/describe.ts';
import { describeHalfDone } from '../report/standing/half-done.ts';
import { createPrinter } from '../report/standing/reporter.ts';
import { commandLine } from '../hosts/quote.ts';
import { askBeforeChange } from './ask.ts';
import type { Call, Command } from './command.ts';
import { describeChange } from './describe-change.ts';
import { exitStatus } from './exit-status.ts';
import { findStep } from './find-step.ts';
import { type LearnerWork, viewOf, withLearnerWork } from './learner-work.ts';
import { outputOptions } from './output-options.ts';
import { readReporter, reporterOption } from './reporter-option.ts';
import type { StandingLab } from './standing-hosts.ts';
import { readStandingLab } from './standing-lab.ts';
import { startEvent } from './start-event.ts';
import { targetCall, targetOptions } from './target-options.ts';

export const solve: Command = {
  usage: 'solve [LAB]',
  summary: "Runs the document's own blocks from where the learner is.",
  details: [
    'What has been done already is not done again: the first step that does not hold is where it begins. Without LAB, the lab that is up is meant. Machines of your own are changed, after one question.',
  ],
  options: {
    ...targetOptions,
    to: { type: 'string', takes: 'STEP', help: 'stop after this step' },
    reporter: reporterOption,
    yes: { type: 'boolean', short: 'y', help: 'do not ask before changing real machines' },
  },
  examples: [
    'lab solve --to create',
    'lab solve 01-lxc-basics --host host1=local',
    'lab solve my-lab.md --to create --host host1=local',
  ],
  run: async (call) => {
    const kind = readReporter(call);
    const reporter = createReporter({
      kind,
      ...outputOptions(),
      runAgain: ({ document }) => commandLine(['lab', 'solve', document, ...targetCall(call)]),
    });
    const printer = kind === 'json' ? null : createPrinter(outputOptions());
    try {
      const read = await readStandingLab(call, { runsBlocks: true });
      if (!read.rejected) return await solveFrom(call, { ...read, reporter, print: printer?.print ?? null });
      reporter.handle({ event: 'report', ...read.rejected });
      return 2;
    } finally {
      printer?.close();
      reporter.close();
    }
  },
};

interface Solving {
  readonly standing: StandingLab;
  readonly problems: readonly Problem[];
  readonly reporter: Reporter;
  /** Null where only events are wanted. */
  readonly print: ((lines: readonly Line[]) => void) | null;
}

async function solveFrom(call: Call, solving: Solving): Promise<number> {
  const { standing: place, problems, reporter, print } = solving;
  const { lab, targets } = place;
  const { to } = call.values;
  const target = typeof to === 'string' ? findStep(lab, to) : lab.steps.length - 1;
  const emit = (event: RunEvent) => {
    reporter.handle(event);
  };
  return withLearnerWork(
    place,
    async (work) => {
      emit(startEvent(lab, work.open));
      const before = await work.judge({ problems, emit });
      const position = before.standing.position ?? -1;
      const steps = lab.steps.slice(position + 1, target + 1);
      const [first] = steps;
      if (before.report.broken || !first) {
        if (print) print(describeEnd(viewOf(before)));
        else emit({ event: 'report', ...before.report });
        return before.report.broken ? 3 : 0;
      }
      const plan = ['lab', 'plan', lab.document, '--from', first.id, ...targetCall(call)];
      const change = describeChange({ lab, steps, targets, planCommand: commandLine(plan) });
      if (change !== '') await askBeforeChange({ change, yes: call.values['yes'] === true });
      const ran = await runSteps(steps, { lab, position, work, solving });
      const after = await work.judge({ problems, emit });
      const { position: reached = null, firstWrong = null } = after.report;
      const report = { ...ran, position: reached, firstWrong };
      emit({ event: 'report', ...report });
      print?.([
        ...describeHalfDone(ran, first, beginAnew(place, position)),
        textLine(''),
        ...describeEnd(viewOf(after)),
      ]);
      return exitStatus([report]);
    },
    { way: 'sessions' },
  );
}

/** How to get back to the end of a step, or to before the first one, at position -1. */
function beginAnew({ lab, up }: StandingLab, position: number): string {
  if (!up) return 'Nothing sets this machine back: undo by hand what is in the way, then call again.';
  const last = lab.steps[position];
  const way = last ? `lab reset ${last.id}` : `lab down, then lab up ${lab.document}`;
  return `To begin the step anew: ${way}`;
}

async function runSteps(
  steps: readonly Step[],
  { lab, position, work, solving }: { lab: Lab; position: number; work: LearnerWork; solving: Solving },
): Promise<Report> {
  const startedMs = performance.now();
  const asked = steps.map(({ id }) => id);
  const builder = createReportBuilder({ lab, problems: solving.problems, asked });
  const emit = (event: RunEvent) => {
    builder.add(event);
    solving.reporter.handle(event);
  };
  builder.add(startEvent(lab, work.open));
  const { open, signal } = work;
  // The lab's files were put before the first step; a learner may have changed them since.
  await execute({
    lab: position === -1 ? lab : { ...lab, files: [] },
    steps,
    hosts: open.hosts,
    signal,
    emit,
  });
  return builder.finish({ durationMs: Math.round(performance.now() - startedMs) });
}

/** Where it has led. */
function describeEnd(view: StandingView): Line[] {
  const { broken } = view.report;
  if (broken) return describeBroken(broken);
  return [textLine(describePlace(view), 'bold'), ...describeWrong(view)];
}
