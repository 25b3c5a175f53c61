import { readFence } from '../document/fence.ts';
import { parseInfo } from '../document/info-string.ts';
import { nodesIn } from './manuscript.ts';
import { findPrompt } from './find-prompt.ts';
import type { Rule } from './rule.ts';

const message = (prompt: string): string =>
  `This looks like a copy of a terminal: \`${prompt}\` is a prompt.\nWrite the command alone, and what it prints into an \`output\` fence.`;

export const prompt: Rule = {
  summary:
    'A shell block begins a line with a prompt, such as `$` or `root@host1:~#`. A `#` is one where all else in the block is output or such lines.',
  *find({ root, lines }) {
    for (const node of nodesIn(root)) {
      const fence = node.type === 'code' ? readFence(node, lines) : null;
      if (fence === null || !/^(?:ba)?sh$/.test(fence.language)) continue;
      if (parseInfo(fence.info).attributes.some(({ name }) => name === 'file')) continue;
      const found = findPrompt(fence.text);
      if (found === null) continue;
      const before = fence.text.slice(0, found.offset).split('\n');
      yield {
        at: fence.locate(before.length - 1, before.at(-1)?.length ?? 0),
        message: message(found.prompt),
      };
    }
  },
};
