import { describePlace, type StandingView } from '../report/standing/describe.ts';
import { hintLadder, nextRung } from '../report/standing/hints.ts';
import { createPrinter } from '../report/standing/reporter.ts';
import { describeBroken, describeProblems, textLine, type Line } from '../report/text/index.ts';
import { checkKey } from '../verify/undone.ts';
import { toldBefore } from '../verify/memory.ts';
import type { Command } from './command.ts';
import { recallWork, viewOf, withLearnerWork } from './learner-work.ts';
import { outputOptions } from './output-options.ts';
import type { StandingLab } from './standing-hosts.ts';
import { readStandingLab } from './standing-lab.ts';
import { targetOptions } from './target-options.ts';

type Printer = ReturnType<typeof createPrinter>;

export const hint: Command = {
  usage: 'hint [LAB]',
  summary: 'Gives the next hint of the first thing that is wrong, a little more at each call.',
  details: [
    'The first call says where it is, further ones give the hint of the author, what was expected and what was observed, which line was probably left out (where `lab audit --record` knows of one), and last what to type. Without LAB, the lab that is up is meant.',
  ],
  options: targetOptions,
  examples: ['lab hint', 'lab hint 01-lxc-basics --host host1=local'],
  run: async (call) => {
    const printer = createPrinter(outputOptions());
    try {
      const read = await readStandingLab(call);
      if (!read.rejected) return await giveHint(read.standing, printer);
      printer.print(describeProblems(read.rejected));
      return 2;
    } finally {
      printer.close();
    }
  },
};

async function giveHint(place: StandingLab, printer: Printer): Promise<number> {
  return withLearnerWork(place, async ({ judge }) => {
    const judged = await judge({ problems: [], emit: printer.handle });
    const { memory, remember } = await recallWork(place);
    const view = viewOf(judged);
    const told = nextRung(view, toldBefore(memory, view.wrong && checkKey(view.wrong.check)));
    printer.print(described(view, told));
    if (view.wrong) await remember({ ...memory, hint: { check: checkKey(view.wrong.check), told } });
    return view.report.broken ? 3 : 0;
  });
}

function described(view: StandingView, told: number): Line[] {
  const { broken } = view.report;
  const rungs = hintLadder(view);
  const rung = rungs[told - 1];
  return [
    ...(broken ? [...describeBroken(broken), textLine('')] : []),
    ...(rung
      ? [textLine(`Hint ${told} of ${rungs.length}`, 'dim'), ...rung]
      : [textLine(describePlace(view))]),
    ...(rung && told < rungs.length ? [textLine('More with: lab hint', 'dim')] : []),
  ];
}
