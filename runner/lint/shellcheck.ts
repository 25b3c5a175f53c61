import type { ShellBlock } from '../document/lab.ts';
import type { Problem } from '../document/problem.ts';
import type { ShellCheck } from './ask-shellcheck.ts';
import { scriptOf, sessionsOf } from './shell-session.ts';

/** ShellCheck could not read on, as other codes below 2000 then explain. Bash could: it has judged the syntax. */
const unparsed: ReadonlySet<number> = new Set([1072, 1073]);

/** Where a column of a block is in the document: a list or a quote strips a prefix from every line. */
const columnIn = (documentLine: string, text: string, column: number): number => {
  // ShellCheck counts characters, editors UTF-16 code units.
  const before = Array.from(text)
    .slice(0, column - 1)
    .join('').length;
  return Math.max(0, documentLine.length - text.length) + before + 1;
};

const findingsOf = async (
  blocks: readonly ShellBlock[],
  lines: readonly string[],
  ask: ShellCheck['ask'],
): Promise<Problem[] | null> => {
  const { text, origins } = scriptOf(blocks);
  const findings = await ask(text);
  if (findings === null) return null;
  // What it can't parse hides all that comes after; alone, a block hides itself at most.
  const isStopped = findings.some(({ code }) => unparsed.has(code));
  if (blocks.length > 1 && isStopped) {
    const each = await Promise.all(blocks.map((block) => findingsOf([block], lines, ask)));
    return each.flatMap((found) => found ?? []).filter(({ rule }) => rule !== 'shellcheck/SC2154');
  }
  return findings.flatMap(({ line, column, code, message }) => {
    const origin = origins[line - 1];
    if (!origin || (isStopped && code < 2000)) return [];
    const documentLine = origin.block.textLine + origin.line;
    const text = origin.block.text.split('\n')[origin.line] ?? '';
    return {
      line: documentLine,
      column: columnIn(lines[documentLine - 1] ?? '', text, column),
      message: `${message}\nWhy, and how to mend it: https://www.shellcheck.net/wiki/SC${code}`,
      rule: `shellcheck/SC${code}`,
      severity: 'warning',
    };
  });
};

/** What several hosts run is said once. */
const unique = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((each) => [`${each.line}:${each.column}:${each.rule}`, each])).values(),
];

/**
 * What ShellCheck says of the shell blocks of a document; null where it is not installed. The blocks that one shell
 * runs are one script to it: a variable that an earlier block sets is set.
 */
export const askShellCheck = async (
  { shell, text }: { shell: readonly ShellBlock[]; text: string },
  ask: ShellCheck['ask'],
): Promise<Problem[] | null> => {
  const lines = text.split('\n');
  const sessions = await Promise.all(sessionsOf(shell).map((blocks) => findingsOf(blocks, lines, ask)));
  const found = sessions.filter((problems) => problems !== null);
  return found.length < sessions.length ? null : unique(found.flat());
};
