import type { ReportStream } from '../reporter-options.ts';
import { displayWidth } from '../text/width.ts';
import { terminalSize } from './terminal-size.ts';

/** The end of a terminal's screen, where a frame is drawn over the one before. */
export interface Screen {
  /** Replaces the frame; `settled` lines come above it and stay. */
  draw(frame: { settled: readonly string[]; lines: readonly string[] }): void;
  /** Takes the last frame away and shows the cursor again. */
  close(): void;
}

/** Control sequences of ECMA-48 and of xterm (cursor visibility). */
const clearLine = '\u001b[K';
const clearBelow = '\u001b[J';
const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
/** To the beginning of a line above; what is typed meanwhile (^C) shows on the terminal, and moves the cursor. */
const up = (rows: number) => (rows === 0 ? '' : `\r\u001b[${rows}A`);

// eslint-disable-next-line no-control-regex
const colors = /\u001b\[\d+m/g;

export function createScreen(stream: ReportStream): Screen {
  let drawn: readonly string[] = [];
  let cursorHidden = false;

  /** Rows that the frame takes now: a terminal made narrower since has wrapped its lines. */
  const rowsDrawn = () => {
    const { columns } = terminalSize(stream);
    return drawn.reduce(
      (rows, line) => rows + Math.max(1, Math.ceil(displayWidth(line.replace(colors, '')) / columns)),
      0,
    );
  };

  return {
    draw({ settled, lines }) {
      if (settled.length === 0 && lines.join('\n') === drawn.join('\n')) return;
      const start = cursorHidden || lines.length === 0 ? '' : hideCursor;
      cursorHidden ||= lines.length > 0;
      // One write. Frame lines never wrap, so each is cleared behind its new text; settled ones may, and need room.
      const room = settled.length > 0 ? clearBelow : '';
      const above = settled.map((line) => `${line}\n`).join('');
      const frame = lines.map((line) => `${line}${clearLine}\n`).join('');
      stream.write(`${start}${up(rowsDrawn())}${room}${above}${frame}${clearBelow}`);
      drawn = lines;
    },
    close() {
      if (drawn.length > 0) this.draw({ settled: [], lines: [] });
      if (cursorHidden) stream.write(showCursor);
      cursorHidden = false;
    },
  };
}
