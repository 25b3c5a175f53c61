import type { Problem } from '../document/problem.ts';
import type { Place } from '../document/place.ts';
import type { Switch, SwitchedRule } from '../document/switches.ts';
import { fixed } from './rules.ts';

const problem = (rule: 'lint-switch' | 'lint-unused', { line, column }: Place, message: string): Problem => ({
  line,
  column,
  message,
  rule,
  severity: 'warning',
});

/**
 * What is wrong with the comments that switch rules off. `isAsked` says of a rule whether the document was held
 * against it: of others it can't be known whether the comment is for something.
 */
export const judgeSwitches = ({
  switches,
  used,
  isAsked,
}: {
  switches: readonly Switch[];
  used: ReadonlySet<SwitchedRule>;
  isAsked: (rule: string) => boolean;
}): Problem[] =>
  switches.flatMap(({ at, rules }) => {
    if (rules.length === 0) {
      const message =
        'Expected `<!-- lint: off RULE... -->`, on a line of its own, with names such as `prompt`.\n`lab lint --rules` lists them.';
      return [problem('lint-switch', at, message)];
    }
    return rules.flatMap((rule) => {
      const why = fixed(rule.name);
      if (why !== null) return [problem('lint-switch', rule.at, why)];
      if (used.has(rule) || !isAsked(rule.name)) return [];
      const message = `Nothing here breaks \`${rule.name}\`.\nRemove its name, or put the comment right before what does.`;
      return [problem('lint-unused', rule.at, message)];
    });
  });
