import type { Step } from '../document/lab.ts';
import type { RunEvent } from '../execute/events.ts';
import { rejectDocument } from '../report/reject.ts';
import { labId } from '../document/lab-name.ts';
import { createStandingReporter, type StandingReporter } from '../report/standing/reporter.ts';
import { standingEvents } from '../verify/report.ts';
import { recall, remember } from '../verify/memory.ts';
import { findUndone, heldNow } from '../verify/undone.ts';
import type { Command } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { findStep } from './find-step.ts';
import { interruptSignal } from './interrupted.ts';
import { judgeWork, wrongOf } from './judge-work.ts';
import { readReporter, reporterOption } from './reporter-option.ts';
import { openStandingHosts, placesOf, type StandingLab } from './standing-hosts.ts';
import { readStandingLab } from './standing-lab.ts';
import { startEvent } from './start-event.ts';
import { targetOptions } from './target-options.ts';

export const verify: Command = {
  usage: 'verify [LAB]',
  summary: 'Judges what stands now, changing nothing: how far is this, what is the first thing wrong.',
  options: {
    ...targetOptions,
    step: { type: 'string', takes: 'STEP', help: 'judge this step alone' },
    reporter: reporterOption,
  },
  examples: [
    'lab verify 01-lxc-basics --host host1=local',
    'lab verify my-lab.md --host host1=local --step create',
  ],
  run: async (call) => {
    const kind = readReporter(call);
    const { document, standing } = await readStandingLab(call);
    const reporter = createStandingReporter({
      kind,
      stream: process.stdout,
      color: process.stdout.isTTY && !process.env['NO_COLOR'],
      nowMs: () => performance.now(),
    });
    try {
      if (standing === null) {
        const { path, problems } = document;
        reporter.reject(rejectDocument({ lab: labId(path), document: path, problems }));
        return 2;
      }
      const only = call.values['step'];
      const step =
        typeof only === 'string' ? (standing.lab.steps[findStep(standing.lab, only)] ?? null) : null;
      return await verifyOnce(standing, { problems: document.problems, step, reporter });
    } finally {
      reporter.close();
    }
  },
};

async function verifyOnce(
  place: StandingLab,
  {
    problems,
    step,
    reporter,
  }: { problems: Parameters<typeof judgeWork>[1]['problems']; step: Step | null; reporter: StandingReporter },
): Promise<number> {
  const { lab } = place;
  const interrupt = interruptSignal();
  const { signal } = interrupt;
  const emit = (event: RunEvent) => {
    reporter.handle(event);
  };
  try {
    const open = await openStandingHosts({ ...place, signal });
    try {
      emit(startEvent(lab, open));
      const { standing, report } = await judgeWork(place, { open, problems, step, signal, emit });
      const where = { lab, places: placesOf(place) };
      const memory = await recall(where);
      const undone = findUndone(standing, memory.held);
      await remember(where, { ...memory, held: heldNow(standing, memory.held) });
      for (const event of standingEvents(standing, { report, undone })) emit(event);
      reporter.show({ title: lab.title, report, only: step?.id ?? null, wrong: wrongOf(standing), undone });
      return exitStatus([report]);
    } finally {
      await open.dispose();
    }
  } finally {
    interrupt.release();
  }
}
