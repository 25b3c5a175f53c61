import { createInterface } from 'node:readline/promises';
import type { Lab } from '../document/lab.ts';
import { UsageError } from './usage-error.ts';

/** Puts a yes-or-no question on the terminal. Null where there is no terminal to ask on. */
export async function askYesNo(question: string): Promise<boolean | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    return /^y(?:es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/** Says what a run will do to real machines, and asks once. Throws UsageError where the answer is no, or none. */
export async function askBeforeChange({
  lab,
  hosts,
  yes,
}: {
  lab: Lab;
  hosts: readonly string[];
  yes: boolean;
}): Promise<void> {
  if (yes) return;
  const blocks = lab.steps.flatMap(({ items }) => items).filter((item) => item.kind !== 'check');
  const own = blocks.filter((block) => block.hosts.some((host) => hosts.includes(host)));
  process.stderr.write(
    `${lab.document} will change a real machine: ${hosts.join(', ')} is this one.\n` +
      `It runs ${own.length} blocks of ${lab.steps.length} steps there, as ${process.getuid?.() === 0 ? 'root' : 'you'}. ` +
      `See them with: lab plan ${lab.document}\n`,
  );
  const answer = await askYesNo('Go on?');
  if (answer) return;
  throw new UsageError(answer === null ? 'Cannot ask without a terminal; give --yes to go on' : 'Not run');
}
