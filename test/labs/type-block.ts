import { quote } from '../../runner/hosts/quote.ts';
import type { FileBlock, ShellBlock } from '../../runner/document/lab.ts';
import { prepare, type Typist } from '../helpers/typist.ts';

/** A limit for what hangs, far above what a block takes without KVM. */
const patienceMs = 10 * 60_000;
/** What bash shows when it wants another line: that it is ready for a command, or that this one goes on. */
const prompt = /(?:ready|more)> /;

/** Types a block at the prompt `ready> `, line by line, as a learner does; resolves with the status it ended with. */
export async function typeBlock(typist: Typist, block: ShellBlock | FileBlock): Promise<number> {
  const { container } = block;
  if (container !== null) {
    typist.type(`lxc-attach -n ${container}\n`);
    await prepare(typist);
  }
  for (const line of ["PS2='mo''re> '", ...linesOf(block), 'echo "ended=$?"']) {
    typist.type(`${line}\n`);
    const shown = await typist.see(prompt, { patienceMs });
    const [, status] = /^ended=(\d+)\r$/m.exec(shown) ?? [];
    if (status === undefined) continue;
    if (container !== null) await leave(typist);
    return Number(status);
  }
  throw new Error(`Saw no end of ${block.id}`);
}

/** A shell block's lines as they are; a file by way of `cat`. */
function linesOf(block: ShellBlock | FileBlock): string[] {
  if (block.kind === 'shell') return block.text.trimEnd().split('\n');
  const sign = block.append ? '>>' : '>';
  return [`cat ${sign}${quote(block.path)} <<'END'`, ...block.text.trimEnd().split('\n'), 'END'];
}

async function leave(typist: Typist) {
  typist.type('exit\n');
  await typist.see(prompt);
}
