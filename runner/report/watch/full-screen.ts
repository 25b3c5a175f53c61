import type { ReportStream } from '../reporter-options.ts';

/** A whole terminal for a while; what stood on it comes back. */
export interface FullScreen {
  /** Shows these lines, each no wider than the terminal and no more than its rows. */
  draw(lines: readonly string[]): void;
  /** Takes the screen anew: the terminal has another size. */
  refresh(): void;
  /** Gives the terminal back. May be called twice. */
  close(): void;
}

/** Control sequences of ECMA-48 and of xterm (alternate screen, cursor visibility). */
const enter = '\u001b[?1049h\u001b[?25l';
const leave = '\u001b[?25h\u001b[?1049l';
const home = '\u001b[H';
const clearLine = '\u001b[K';
const clearBelow = '\u001b[J';

export function createFullScreen(stream: ReportStream): FullScreen {
  let shown: string | null = null;
  let closed = false;
  stream.write(`${enter}${home}${clearBelow}`);
  return {
    draw(lines) {
      const text = lines.map((line) => `${line}${clearLine}`).join('\n');
      if (closed || text === shown) return;
      shown = text;
      // One write, each line drawn over the one before and only its rest cleared: nothing is ever blank.
      stream.write(`${home}${text}${clearBelow}`);
    },
    refresh() {
      shown = null;
    },
    close() {
      if (!closed) stream.write(leave);
      closed = true;
    },
  };
}
