import { hasErrors } from '../document/gather.ts';
import { gatherProblems } from '../document/lint.ts';
import type { Problem } from '../document/problem.ts';
import type { ReadLab } from '../document/read.ts';
import { switchOff } from '../document/switch-off.ts';
import { judgeSwitches } from './judge-switches.ts';
import { readManuscript } from './manuscript.ts';
import { proseRules } from './prose-rules.ts';
import { shellCheckRule } from './rules.ts';
import { askShellCheck } from './shellcheck.ts';

/** Nobody reads more of one document. */
const mostRemarks = 1000;

const remarksOn = ({ path, text, lab }: ReadLab): Problem[] => {
  if (text === null) return [];
  const manuscript = readManuscript({ path, text, lab });
  const remarks = Object.entries(proseRules).flatMap(([name, rule]) =>
    [...rule.find(manuscript)].map(({ at, message }): Problem => ({
      ...at,
      message,
      rule: name,
      severity: 'warning',
    })),
  );
  return remarks.slice(0, mostRemarks);
};

/** All that an author wants to know. */
export interface AuthorsLint {
  readonly labs: readonly ReadLab[];
  /** False where there are shell blocks and ShellCheck is not installed. */
  readonly isShellAsked: boolean;
}

/**
 * As `lintLabs`, and besides what readers will stumble over, what ShellCheck says, and what is wrong with comments that
 * switch rules off. No run needs that.
 */
export const lintForAuthors = async (what: Parameters<typeof gatherProblems>[0]): Promise<AuthorsLint> => {
  const gathered = await gatherProblems(what);
  const hasShell = gathered.some(({ shell }) => shell.length > 0);
  const shell = hasShell ? await askShellCheck(gathered) : [];
  const labs = gathered.map((read, index) => {
    const { switches } = read;
    const all = [...read.problems, ...remarksOn(read), ...(shell?.[index] ?? [])];
    const { left, used } = switchOff(all, switches);
    // A document that is wrong was not held against every rule.
    const isAsked = (rule: string): boolean =>
      !hasErrors(all) && (shell !== null || !shellCheckRule.test(rule));
    const problems = [...left, ...judgeSwitches({ switches, used, isAsked })];
    return { ...read, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
  });
  return { labs, isShellAsked: shell !== null };
};
