import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { Interrupted } from './interrupted.ts';
import { UsageError } from './usage-error.ts';

/** Whether there is somebody at a terminal who can be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Puts a yes-or-no question on the terminal. Null where there is no terminal to ask on. Rejects with `Interrupted`. */
export async function askYesNo(question: string): Promise<boolean | null> {
  if (!canAsk()) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl-C and Ctrl-D close the terminal; then some versions of Node.js let the question wait for ever.
    const closed = once(terminal, 'close').then(() => {
      throw new Interrupted('Interrupted at the question', '; nothing was done');
    });
    const asked = terminal.question(`${question} [y/N] `).catch(() => closed);
    const answer = await Promise.race([asked, closed]);
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/** Shows what will be changed and asks once. Throws UsageError where the answer is no, or none. */
export async function askBeforeChange({ change, yes }: { change: string; yes: boolean }): Promise<void> {
  if (yes) return;
  process.stderr.write(change);
  const answer = await askYesNo('Go on?');
  if (answer) return;
  throw new UsageError(answer === null ? 'Cannot ask without a terminal; give --yes to go on' : 'Not run');
}
