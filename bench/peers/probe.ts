import { make, toCall } from './call.ts';
import type { Contestant } from './contestants.ts';
import type { Block } from './peer.ts';

/** What a contestant does with a block, found out by trying. */
export interface Habits {
  /** A block that prints something else fails. */
  readonly comparesOutput: boolean;
  /** A block that ends with another status than 0 fails. */
  readonly checksStatus: boolean;
  /** A block finds the shell as the one before it left it. */
  readonly keepsShell: boolean;
}

/** Tries documents that differ in how they end. Throws where it does not pass what is right. */
export function probe({
  contestant,
  folder,
}: {
  readonly contestant: Contestant;
  readonly folder: string;
}): Habits {
  const run = (blocks: readonly Block[]) => make(toCall({ contestant, blocks, folder }));
  const right = run(toBlocks(3));
  if (!right.passed)
    throw new Error(`${contestant.name} does not pass what is right:\n${right.said.slice(-1000)}`);
  const passesAfter = (...last: readonly Block[]) => run([...toBlocks(2), ...last]).passed;
  const sets = [{ command: 'export KEPT=yes', output: '' }];
  return {
    comparesOutput: !passesAfter({ command: 'echo one', output: 'two' }),
    checksStatus: !passesAfter({ command: 'false', output: '' }),
    keepsShell:
      passesAfter(...sets, { command: 'printenv KEPT', output: 'yes' }) &&
      // Where outputs are not compared, passing says nothing.
      !passesAfter(...sets, { command: 'printenv KEPT', output: 'no' }),
  };
}

/** So many blocks, each of one command that prints a line of its own. */
export const toBlocks = (count: number): Block[] =>
  Array.from({ length: count }, (_, index) => ({
    command: `echo block ${index + 1}`,
    output: `block ${index + 1}`,
  }));
