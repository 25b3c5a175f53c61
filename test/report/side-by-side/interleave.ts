import fc from 'fast-check';
import type { RunEvent } from '../../../runner/execute/events.ts';
import type { Run, RunsReporter } from '../../../runner/report/side-by-side/runs-reporter.ts';
import * as recorded from '../recorded.ts';

/** What may become of a run. */
export const stories: readonly (readonly RunEvent[])[] = [
  recorded.passing,
  recorded.failingBlock,
  recorded.failingCheck,
  recorded.brokenHost,
  recorded.hostile,
  [{ event: 'waiting', lacks: 'memory', neededMiB: 500, leftMiB: 100 }, ...recorded.passing],
];

/** Several runs in the order of a call, and whose event comes next, each time. */
export const interleaved = fc
  .array(fc.constantFrom(...stories), { minLength: 1, maxLength: 4 })
  .chain((runs) =>
    fc.record({
      runs: fc.constant(runs),
      turns: fc.shuffledSubarray(
        runs.flatMap((events, run) => events.map((_, turn) => ({ run, turn }))),
        { minLength: runs.flat().length },
      ),
    }),
  )
  .map(({ runs, turns }) => ({ runs, order: turns.map(({ run }) => run) }));

export const runNumber = (number: number): Run => {
  return { number, lab: recorded.lab.id, repetition: number, isRepeated: true, name: `run ${number}` };
};

/** Tells a reporter of runs side by side: in each turn the next event of the run whose turn it is. */
export function tell(
  reporter: RunsReporter,
  { runs, order }: { runs: readonly (readonly RunEvent[])[]; order: readonly number[] },
): void {
  const told = runs.map((events, index) => ({
    left: [...events],
    reporter: reporter.follow(runNumber(index + 1)),
  }));
  for (const run of order) {
    const [next] = told.slice(run, run + 1);
    const event = next?.left.shift();
    if (!next || !event) continue;
    next.reporter.handle(event);
    if (next.left.length === 0) next.reporter.close();
  }
  reporter.close();
}
