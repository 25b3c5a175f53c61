import type { FileBlock, ShellBlock } from '../document/lab.ts';
import { readable } from './manuscript.ts';
import type { Rule } from './rule.ts';

type Block = FileBlock | ShellBlock;

const placeOf = ({ hosts, container }: Block): string => JSON.stringify([hosts, container]);

/** Whether a text has a name as a word of its own; Japanese letters may touch it. */
const hasWord = (text: string, word: string): boolean =>
  text
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .includes(word.toLowerCase());

/** Who names a container names its hosts, for the text said before where the container is. */
const unnamed = (said: string, { hosts, container }: Block): readonly string[] =>
  container !== null && hasWord(said, container) ? [] : hosts.filter((host) => !hasWord(said, host));

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' and ');

/**
 * A reader types where the text says, not where a hidden attribute does. What was said for a block holds for the ones
 * after it in the same section, as long as they go to the same place.
 */
export const hostUnnamed: Rule = {
  summary: 'In a lab of several hosts, the text before a block does not name the block’s.',
  *find({ lab, leaves, root }) {
    if (lab === null || lab.hosts.length === 1) return;
    const items = lab.steps.flatMap((step) => step.items).filter((item) => item.kind !== 'check');
    const blocks = new Map<number | undefined, Block>(items.map((item) => [item.line, item]));
    const sections = new Set(root.children.filter((node) => node.type === 'heading' && node.depth <= 2));
    let [said, before] = ['', ''];
    for (const leaf of leaves) {
      if (sections.has(leaf)) [said, before] = ['', ''];
      const block = leaf.type === 'code' ? blocks.get(leaf.position?.start.line) : undefined;
      if (block === undefined) {
        if (leaf.type !== 'code') said += `${readable(leaf)}\n`;
        continue;
      }
      const missing = placeOf(block) === before ? [] : unnamed(said, block);
      if (missing.length > 0) {
        const where = list(missing);
        const message = `A reader is not told that this belongs on ${where}.\nSay so in the text right before it: “On **${missing.join('** and **')}**:”.`;
        yield { at: { line: block.line, column: leaf.position?.start.column ?? 1 }, message };
      }
      [said, before] = ['', placeOf(block)];
    }
  },
};
