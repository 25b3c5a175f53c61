import { setImmediate } from 'node:timers/promises';
import { hasErrors } from '../document/gather.ts';
import { judgeSyntaxOf } from '../document/lint.ts';
import type { Seen } from '../document/parse.ts';
import type { Problem } from '../document/problem.ts';
import { readEach, type Reading, type ReadLab } from '../document/read.ts';
import { switchOff } from '../document/switch-off.ts';
import { createShellCheck } from './ask-shellcheck.ts';
import { judgeSwitches } from './judge-switches.ts';
import { manuscriptOf } from './manuscript.ts';
import { proseRules } from './prose-rules.ts';
import { shellCheckRule } from './rules.ts';
import { askShellCheck } from './shellcheck.ts';

/** Nobody reads more of one document. */
const mostRemarks = 1000;

const remarksOn = (seen: Seen): Problem[] => {
  const manuscript = manuscriptOf(seen);
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

/** Reads documents while ShellCheck is at work on those read before; what it says of each, by their paths. */
const readAndAsk = async (what: Reading) => {
  const { ask, flush } = createShellCheck();
  const shell = new Map<string, Promise<Problem[] | null>>();
  const remark = (seen: Seen): Problem[] => {
    shell.set(seen.path, askShellCheck(seen, ask));
    return remarksOn(seen);
  };
  const labs: ReadLab[] = [];
  for (const read of readEach({ ...what, remark })) {
    labs.push(read);
    // A turn for what ShellCheck is to be told, and what it answers.
    await setImmediate();
  }
  flush();
  return { labs, shell };
};

/**
 * As `lintLabs`, and besides what readers will stumble over, what ShellCheck says, and what is wrong with comments that
 * switch rules off. No run needs that.
 */
export const lintForAuthors = async (what: Omit<Reading, 'remark'>): Promise<AuthorsLint> => {
  const { labs: read, shell } = await readAndAsk(what);
  const judged = await judgeSyntaxOf(read);
  const answers = await Promise.all(
    judged.map(({ path }) => shell.get(path) ?? Promise.resolve<Problem[]>([])),
  );
  const labs = judged.map((lab, index) => {
    const [{ switches }, answer] = [lab, answers[index]];
    const all = [...lab.problems, ...(answer ?? [])];
    const { left, used } = switchOff(all, switches);
    // A document that is wrong was not held against every rule.
    const isAsked = (rule: string): boolean =>
      !hasErrors(all) && (answer !== null || !shellCheckRule.test(rule));
    const problems = [...left, ...judgeSwitches({ switches, used, isAsked })];
    return { ...lab, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
  });
  return { labs, isShellAsked: !answers.includes(null) };
};
