import { createLiveScreen } from '../pretty/live-screen.ts';
import { settledLines } from '../pretty/settled.ts';
import { createRunState, updateState } from '../pretty/state.ts';
import type { ReporterOptions } from '../reporter-options.ts';
import { type Line, textLine } from '../text/index.ts';
import { type BoardRun, renderBoard } from './board-frame.ts';
import type { RunsReporter } from './runs-reporter.ts';

/** For terminals: what moves is of all runs under way; of one that is over stands above, whole, what it says alone. */
export function createBoardReporter({ runAgain, ...options }: ReporterOptions): RunsReporter {
  const runs: BoardRun[] = [];
  const screen = createLiveScreen({ ...options, frame: (size) => renderBoard(runs, size) });
  const ofNoRun = createRunState();
  return {
    follow: ({ name, isRepeated }) => {
      const run: BoardRun = { name, state: createRunState(), phase: 'waiting', sinceMs: 0, waits: null };
      runs.push(run);
      const settled: Line[] = isRepeated ? [textLine(name, 'dim')] : [];
      let isStopped = false;
      const settle = () => {
        const isFirst = !runs.some(({ phase }) => phase === 'over');
        const lines = run.phase === 'under-way' ? settled : [];
        run.phase = 'over';
        screen.settle(isFirst || lines.length === 0 ? lines : [textLine(''), ...lines]);
      };
      return {
        handle: (event) => {
          if (event.event === 'waiting') {
            run.waits = event;
            return;
          }
          if (run.phase === 'waiting') Object.assign(run, { phase: 'under-way', sinceMs: options.nowMs() });
          // What comes while hosts are put away is no result.
          isStopped ||= event.event === 'aborted';
          if (!isStopped) settled.push(...settledLines(event, run.state, { runAgain }));
          updateState(run.state, event, options.nowMs());
          if (event.event === 'report') settle();
        },
        close: settle,
      };
    },
    handle: (event) => {
      screen.settle(settledLines(event, ofNoRun, { runAgain }));
    },
    close: () => {
      screen.close();
    },
  };
}
