import { type Judgement, judgeSyntax } from './judge.ts';
import type { ShellBlock } from './lab.ts';
import type { Problem } from './problem.ts';

export type Script = Pick<ShellBlock, 'text' | 'textLine'>;

const toProblem = ({ text, textLine }: Script, { parses, messages }: Judgement): Problem | null => {
  const [first] = messages;
  if (first === undefined && parses) return null;
  const lineCount = text.split('\n').length;
  const line = textLine + Math.min(Math.max(first?.line ?? 1, 1), lineCount) - 1;
  const reason = (first?.message ?? 'syntax error').replace(/^syntax error:? ?/, '');
  if (!parses) {
    const message = `Bash cannot parse this block: ${reason}.\nMend it, or mark the block \`norun\` if it is only shown.`;
    return { line, column: 1, message, rule: 'shell-syntax', severity: 'error' };
  }
  if (!reason.includes('here-document')) return null;
  const message = `${reason.replace(/^warning: here-document at line \d+/, 'Here-document')}.\nEnd it with that word on a line of its own.`;
  return { line, column: 1, message, rule: 'heredoc-unclosed', severity: 'warning' };
};

/**
 * What bash says of the shell blocks of documents: one list of problems for each document. One bash process parses
 * all of them and runs none. Rejects where there is no bash.
 */
export const checkSyntax = async (
  documents: readonly { readonly shell: readonly Script[] }[],
): Promise<Problem[][]> => {
  const scripts = documents.flatMap(({ shell }) => shell);
  const judgements = scripts.length === 0 ? [] : await judgeSyntax(scripts.map(({ text }) => text));
  let next = 0;
  return documents.map(({ shell }) =>
    shell.flatMap((script) => {
      const judgement = judgements[next++];
      return (judgement && toProblem(script, judgement)) ?? [];
    }),
  );
};
