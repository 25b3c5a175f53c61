import { type AskedKind, findCandidates } from '../completion/candidates.ts';
import { loadCommand } from './index.ts';
import { parseTyped } from './parse-call.ts';

/**
 * `lab __complete KIND WORD...`, what completion scripts call: the words of the call behind `lab`, up to and with the
 * one that is being typed. Prints a candidate a line, behind a tab what it is; nothing where none can be told. Never
 * fails, for whatever it said would stand in the middle of somebody's command line.
 */
export async function answerShell([kind = '', name = '', ...words]: readonly string[]): Promise<number> {
  try {
    const current = words.pop() ?? '';
    const load = async () => {
      const command = await loadCommand(name);
      return { command, ...parseTyped(command, words) };
    };
    const found = await findCandidates({ kind: kind as AskedKind, current, load });
    process.stdout.write(found.map(({ value, what }) => `${value}\t${what}\n`).join(''));
  } catch {
    // No candidates then.
  }
  return 0;
}
