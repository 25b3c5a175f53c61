import { renderLine, type Line } from '../text/index.ts';
import type { Reporter, ReporterOptions } from '../reporter-options.ts';
import { neutralizeCommands } from '../neutralize-commands.ts';
import { renderFrame } from './frame.ts';
import { createScreen } from './screen.ts';
import { settledLines } from './settled.ts';
import { createRunState, updateState } from './state.ts';
import { terminalSize } from './terminal-size.ts';

const frameMs = 100;

/**
 * For terminals: what is over stands above, in one line a step, and what is under way moves below it. Without a
 * terminal nothing moves and only what is over is written.
 */
export function createPrettyReporter({ stream, color, runAgain, nowMs }: ReporterOptions): Reporter {
  const state = createRunState();
  const screen = createScreen(stream);
  const size = () => terminalSize(stream);
  const frame = () => renderFrame(state, { ...size(), nowMs: nowMs(), color });
  const timer = stream.isTTY
    ? setInterval(() => {
        screen.draw({ settled: [], lines: frame() });
      }, frameMs).unref()
    : null;

  /** Only what has a right margin is cut: of a message nothing may be missing, so the terminal wraps it. */
  const settle = (line: Line) =>
    neutralizeCommands(renderLine(line, { columns: line.right ? size().columns - 1 : Infinity, color }));

  return {
    handle(event) {
      const settled = settledLines(event, state, { runAgain }).map(settle);
      updateState(state, event, nowMs());
      if (settled.length === 0) return;
      if (stream.isTTY) screen.draw({ settled, lines: frame() });
      else stream.write(settled.map((line) => `${line}\n`).join(''));
    },
    close() {
      if (timer) clearInterval(timer);
      screen.close();
    },
  };
}
