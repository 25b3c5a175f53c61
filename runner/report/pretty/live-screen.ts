import { neutralizeCommands } from '../neutralize-commands.ts';
import type { ReporterOptions } from '../reporter-options.ts';
import { renderLine, type Line } from '../text/index.ts';
import type { FrameSize } from './frame.ts';
import { createScreen } from './screen.ts';
import { terminalSize } from './terminal-size.ts';

const frameMs = 100;

/** What is over, above, and what is under way, moving below it. */
export interface LiveScreen {
  /** Writes lines that stay. */
  settle(lines: readonly Line[]): void;
  close(): void;
}

/** Draws what `frame` gives ten times a second; where there is no terminal, nothing but what is settled. */
export function createLiveScreen({
  stream,
  color,
  nowMs,
  frame,
}: Pick<ReporterOptions, 'stream' | 'color' | 'nowMs'> & {
  frame: (size: FrameSize & { nowMs: number; color: boolean }) => string[];
}): LiveScreen {
  const screen = createScreen(stream);
  const size = () => terminalSize(stream);
  const draw = (settled: readonly string[]) => {
    screen.draw({ settled, lines: frame({ ...size(), nowMs: nowMs(), color }) });
  };
  const timer = stream.isTTY
    ? setInterval(() => {
        draw([]);
      }, frameMs).unref()
    : null;

  /** Only what has a right margin is cut: of a message nothing may be missing, so the terminal wraps it. */
  const render = (line: Line) =>
    neutralizeCommands(renderLine(line, { columns: line.right ? size().columns - 1 : Infinity, color }));

  return {
    settle(lines) {
      if (lines.length === 0) return;
      const settled = lines.map(render);
      if (stream.isTTY) draw(settled);
      else stream.write(settled.map((line) => `${line}\n`).join(''));
    },
    close() {
      if (timer) clearInterval(timer);
      screen.close();
    },
  };
}
