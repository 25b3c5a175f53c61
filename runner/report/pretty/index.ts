import type { Reporter, ReporterOptions } from '../reporter-options.ts';
import { renderFrame } from './frame.ts';
import { createLiveScreen } from './live-screen.ts';
import { settledLines } from './settled.ts';
import { createRunState, updateState } from './state.ts';

/**
 * For terminals: what is over stands above, in one line a step, and what is under way moves below it. Without a
 * terminal nothing moves and only what is over is written.
 */
export function createPrettyReporter({ runAgain, ...options }: ReporterOptions): Reporter {
  const state = createRunState();
  const screen = createLiveScreen({ ...options, frame: (size) => renderFrame(state, size) });
  return {
    handle(event) {
      const settled = settledLines(event, state, { runAgain });
      updateState(state, event, options.nowMs());
      screen.settle(settled);
    },
    close: () => {
      screen.close();
    },
  };
}
