import type { Step } from '../document/lab.ts';
import type { Problem } from '../document/problem.ts';
import { alsoStanding, createStandingReporter, type StandingReporter } from '../report/standing/reporter.ts';
import { standingEvents } from '../verify/report.ts';
import { findUndone, heldNow } from '../verify/undone.ts';
import type { Call, Command } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { findStep } from './find-step.ts';
import { junitOption, openJunit } from './junit-option.ts';
import { recallWork, viewOf, withLearnerWork } from './learner-work.ts';
import { outputOptions } from './output-options.ts';
import { readVerdictReporter, verdictReporterOption } from './reporter-option.ts';
import type { StandingLab } from './standing-hosts.ts';
import { readStandingLab } from './standing-lab.ts';
import { startEvent } from './start-event.ts';
import { targetOptions } from './target-options.ts';
import { tellAborted } from './tell-aborted.ts';
import { requireTerminal, watch } from './watch.ts';

export const verify: Command = {
  usage: 'verify [LAB]',
  summary: 'Judges what stands now, changing nothing: how far is this, what is the first thing wrong.',
  details: [
    'Without LAB, the lab that is up is meant. Every check is asked, whoever did the steps, and how. What fails only because something before it is missing is blocked.',
    'Where the lab has been audited with --record, the line is named that was probably left out: the one without which most nearly the same failed.',
    'Exit status 0: all is right; 1: something is not; 3: it could not be judged.',
  ],
  options: {
    ...targetOptions,
    step: { type: 'string', takes: 'STEP', help: 'judge this step alone' },
    watch: {
      type: 'boolean',
      help: 'a screen that follows the work; h for a hint, c for commands, q to quit',
    },
    reporter: verdictReporterOption,
    junit: junitOption,
  },
  examples: [
    'lab verify',
    'lab verify 01-lxc-basics --host host1=local',
    'lab verify my-lab.md --host host1=local --step create',
    'lab verify my-lab.md --host host1=local --watch',
  ],
  run: async (call) => {
    if (call.values['watch']) requireTerminal(call);
    const junit = openJunit(call);
    const shown = createStandingReporter({ kind: readVerdictReporter(call), ...outputOptions() });
    const reporter = junit ? alsoStanding(shown, junit) : shown;
    try {
      const read = await readStandingLab(call);
      if (read.rejected) {
        reporter.reject(read.rejected);
        return 2;
      }
      const { standing, problems } = read;
      const step = readStep(call, standing);
      if (call.values['watch']) return await watch(standing, { problems, step, reporter });
      return await verifyOnce(standing, { problems, step, reporter });
    } catch (error) {
      tellAborted(error, { reporter });
      throw error;
    } finally {
      reporter.close();
    }
  },
};

function readStep({ values: { step } }: Call, { lab }: StandingLab): Step | null {
  return typeof step === 'string' ? (lab.steps[findStep(lab, step)] ?? null) : null;
}

async function verifyOnce(
  place: StandingLab,
  {
    problems,
    step,
    reporter,
  }: { problems: readonly Problem[]; step: Step | null; reporter: StandingReporter },
): Promise<number> {
  return withLearnerWork(place, async ({ open, judge }) => {
    reporter.handle(startEvent(place.lab, open));
    const judged = await judge({ problems, step, emit: reporter.handle });
    const { standing, report } = judged;
    const { memory, remember } = await recallWork(place);
    const undone = findUndone(standing, memory.held);
    await remember({ ...memory, held: heldNow(standing, memory.held) });
    for (const event of standingEvents(standing, { report, undone })) reporter.handle(event);
    reporter.show(viewOf(judged, { only: step?.id ?? null, undone }));
    return exitStatus([report]);
  });
}
