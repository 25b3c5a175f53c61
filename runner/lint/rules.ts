import { nearest } from '../document/nearest.ts';
import { formatRules, type RuleDescription } from '../document/rules.ts';
import { proseRules } from './prose-rules.ts';

const warning = (summary: string): RuleDescription => ({ severity: 'warning', summary });

/** What is said of the comments that switch rules off. */
const switchRules = {
  'lint-switch': warning(
    'A comment `<!-- lint: off RULE... -->` names no rule, or one that can’t be switched off.',
  ),
  'lint-unused': warning('A comment switches a rule off that nothing breaks there.'),
};

/** ShellCheck's own rules, which are hundreds. */
export const shellCheckRule = /^shellcheck\/SC\d{4}$/;

const shellCheck = {
  'shellcheck/SC…': warning('What ShellCheck says of a shell block; asked where it is installed.'),
};

const prose = Object.fromEntries(
  Object.entries(proseRules).map(([name, { summary }]) => [name, warning(summary)]),
);

/** Every rule by its name, sorted: the manual. */
export const rules: ReadonlyMap<string, RuleDescription> = new Map(
  Object.entries({ ...formatRules, ...prose, ...shellCheck, ...switchRules }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  ),
);

/** Why a rule can't be switched off; null where it can. */
export const fixed = (name: string): string | null => {
  const severity = shellCheckRule.test(name) ? 'warning' : rules.get(name)?.severity;
  if (severity === 'warning') return null;
  if (severity === 'error')
    return `\`${name}\` is an error, which keeps the lab from running: it can’t be switched off.\nMend what it reports.`;
  const near = nearest(name, rules.keys());
  return `Unknown rule \`${name}\`.\n${near === null ? '`lab lint --rules` lists all.' : `Did you mean \`${near}\`?`}`;
};
