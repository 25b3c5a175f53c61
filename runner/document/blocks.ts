import type { RootContent } from 'mdast';
import { readChecks } from './checks.ts';
import type { Context, Draft } from './draft.ts';
import { type Fence, readFence } from './fence.ts';
import { readFileBlock } from './file-block.ts';
import { report } from './gather.ts';
import { parseInfo } from './info-string.ts';
import { nearest } from './nearest.ts';
import { readOutput } from './output.ts';
import { readShellBlock, type ShellDraft } from './shell-block.ts';

/** What an output fence may follow: a block that runs, one that is only shown, or anything else. */
type Previous = ShellDraft | 'norun' | null;

/** What a fence is to a lab; null for prose. */
type Kind = 'checks' | 'file' | 'output' | 'shell' | null;

const shellLanguages: ReadonlySet<string> = new Set(['bash', 'sh']);

const wordsOf = (fence: Fence): readonly string[] => parseInfo(fence.info).attributes.map(({ name }) => name);

/** What somebody wrote who meant `yaml check`; null where nobody did. */
const likeChecks = (language: string, words: readonly string[]): string | null => {
  if (/^checks?$/i.test(language)) return language;
  const near = /^ya?ml$/i.test(language)
    ? words.find((word) => nearest(word, ['check']) !== null)
    : undefined;
  return near === undefined ? null : `${language} ${near}`;
};

/** Languages and attributes that promise to do something and are misspelt must not pass as prose. */
const rejectNearMiss = ({ language, at }: Fence, words: readonly string[], { file }: Context): void => {
  const checks = likeChecks(language, words);
  if (checks !== null)
    report(file, { rule: 'not-run', message: `Expected \`yaml check\`, not \`${checks}\`.`, at });
  else if (words.includes('host')) {
    const message = `A \`${language}\` block is not run.\nWrite \`sh\` or \`bash\`, or add \`file=PATH\`, or remove \`host=\`.`;
    report(file, { rule: 'not-run', message, at });
  }
};

const kindOf = (fence: Fence, context: Context): Kind => {
  const words = wordsOf(fence);
  if (words.includes('file')) return 'file';
  if (shellLanguages.has(fence.language)) return 'shell';
  if (fence.language === 'output') return 'output';
  if (fence.language === 'yaml' && words.includes('check')) return 'checks';
  rejectNearMiss(fence, words, context);
  return null;
};

const attachOutput = (fence: Fence, previous: Previous, context: Context): void => {
  const output = readOutput(fence, context);
  if (previous === null) {
    const message = 'This output follows no block.\nPut it right after the block that prints it.';
    report(context.file, { rule: 'output-without-block', message, at: fence.at });
  } else if (previous !== 'norun') previous.output = output;
};

/** Reads the blocks and checks among the nodes of a section, in their order. */
export const readBlocksOf = (
  nodes: readonly RootContent[],
  lines: readonly string[],
  context: Context,
): Draft[] => {
  const drafts: Draft[] = [];
  let previous: Previous = null;
  for (const node of nodes) {
    const fence = node.type === 'code' ? readFence(node, lines) : null;
    const kind = fence === null ? null : kindOf(fence, context);
    const before: Previous = previous;
    previous = null;
    if (fence?.closed === false) {
      const message =
        'This fence is never closed: it swallows the rest of the document.\nClose it with the same signs on a line of their own.';
      report(context.file, { rule: 'fence-unclosed', message, at: fence.at });
    }
    if (fence === null || kind === null) continue;
    if (kind === 'output') attachOutput(fence, before, context);
    else if (kind === 'checks') for (const check of readChecks(fence, context)) drafts.push(check);
    else if (kind === 'file') drafts.push(...asList(readFileBlock(fence, context)));
    else {
      const block = readShellBlock(fence, context);
      previous = block ?? 'norun';
      drafts.push(...asList(block));
    }
  }
  return drafts;
};

const asList = <T>(value: T | null): T[] => (value === null ? [] : [value]);
