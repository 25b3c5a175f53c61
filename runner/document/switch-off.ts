import type { Problem } from './problem.ts';
import type { Switch, SwitchedRule } from './switches.ts';

const covers = ({ lines }: Switch, line: number): boolean =>
  lines === null || (line >= lines[0] && line <= lines[1]);

/** The warnings that no comment switches off, all errors, and what of the comments was for something. */
export const switchOff = (
  problems: readonly Problem[],
  switches: readonly Switch[],
): { left: Problem[]; used: ReadonlySet<SwitchedRule> } => {
  const used = new Set<SwitchedRule>();
  const left = problems.filter(({ line, rule, severity }) => {
    if (severity === 'error') return true;
    const over = switches.filter((each) => covers(each, line)).flatMap(({ rules }) => rules);
    const matching = over.filter(({ name }) => name === rule);
    for (const each of matching) used.add(each);
    return matching.length === 0;
  });
  return { left, used };
};
