import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { execa, execaSync } from 'execa';
import type { Host, TerminalSize } from '../hosts/host.ts';

/**
 * Puts the user's terminal on a shell of the host until that ends, and resolves with its status. Bytes pass both ways
 * as they are, escape sequences too: other than what a lab prints, this is a terminal on that host by the user's own
 * wish, as with ssh.
 * @throws what `signal` was aborted with, or HostBroken; the terminal is as it was before
 */
export async function useTerminal({
  host,
  container,
  signal,
}: {
  host: Host;
  container: string | null;
  signal: AbortSignal;
}): Promise<number> {
  const term = process.env['TERM'] ?? 'xterm-256color';
  const terminal = await host.openTerminal({ container, term, ...terminalSize() });
  const restore = await makeRaw();
  const onResize = () => {
    terminal.resize(terminalSize());
  };
  // Not process.stdout: that waits inside `write` while the terminal shows nothing, and no signal would be heard.
  const screen = createWriteStream('', { fd: 1, autoClose: false });
  try {
    process.on('SIGWINCH', onResize);
    process.stdin.pipe(terminal.input);
    terminal.output.pipe(screen);
    const exit = await Promise.race([terminal.exit, aborted(signal)]);
    await finished(screen);
    return exit;
  } catch (error) {
    // What was drawn is no more under anybody's control: back to the main screen, no mouse reports, cursor shown.
    terminal.output.unpipe(screen);
    process.stdout.write(leaveEverything);
    throw error;
  } finally {
    terminal.hangUp();
    process.off('SIGWINCH', onResize);
    process.stdin.unpipe(terminal.input);
    process.stdin.pause();
    restore();
  }
}

const leaveEverything =
  '\x1B[?1047l\x1B[?1000l\x1B[?1002l\x1B[?1003l\x1B[?1006l\x1B[?2004l\x1B[?25h\x1B[m\r\n';

/** Of the user's terminal; 24×80 where it does not say. */
function terminalSize(): TerminalSize {
  const { rows = 0, columns = 0 } = [process.stdout, process.stderr].find(({ isTTY }) => isTTY) ?? {};
  return rows > 0 && columns > 0 ? { rows, columns } : { rows: 24, columns: 80 };
}

/**
 * Makes standard input a terminal that only passes bytes on; returns what makes it as it was. By stty, for
 * `setRawMode` of Node.js leaves output processing on: full-screen programs move the cursor down by a newline.
 */
async function makeRaw(): Promise<() => void> {
  const options = { stdin: 'inherit', reject: false } as const;
  const { stdout: before } = await execa('stty', ['-g'], options);
  const raw = () => execaSync('stty', ['raw', '-echo', '-iexten'], options);
  const restore = () => {
    process.off('SIGCONT', raw);
    process.off('exit', restore);
    execaSync('stty', [before], options);
  };
  // The shell that stopped us has made the terminal its own.
  process.on('SIGCONT', raw);
  // A second signal ends the program at once.
  process.on('exit', restore);
  raw();
  return restore;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail);
  });
}
