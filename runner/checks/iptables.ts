import type * as z from 'zod';
import { keys, oneOf, shown, text } from './fields.ts';
import { chainOf, normaliseRule } from './iptables-rule.ts';
import { parseSavedRules, saveRules } from './iptables-save.ts';
import { look } from './look.ts';
import { perlQuote } from '../hosts/quote.ts';
import { firstLine, showLine } from './show.ts';
import { type CheckType, CannotAsk, NoAnswer, type Observation } from './types.ts';

const example = 'a rule as `iptables -S` prints it, such as `-A INPUT -p tcp --dport 80 -j ACCEPT`';

const schema = keys({
  iptables: text(example, /^-[APN] +\S/u).refine((rule) => normaliseRule(rule) !== null, {
    error: (issue) => `Expected ${example}, not ${shown(issue.input)}: a quote stays open`,
  }),
  table: oneOf(['filter', 'nat', 'mangle', 'raw', 'security']).default('filter'),
});
type Spec = z.infer<typeof schema>;

/** A rule stands in a table of iptables, legacy or nft. Tables belong to network namespaces. */
export const iptables: CheckType<Spec> = {
  type: 'iptables',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec) => spec.iptables,
  expected: (spec) => `table ${spec.table} has \`${showLine(spec.iptables)}\``,
  async ask(spec, context) {
    const { container, host } = context;
    const save = `program('bash', '-c', ${perlQuote(saveRules)})`;
    const onHost = await look(context, { code: save, view: 'network' });
    // A host may have no iptables where its containers have: theirs will do, in their file tree, too.
    const { exit, stdout, stderr } =
      onHost.exit === 127 ? await look(context, { code: save, view: 'inside' }) : onHost;
    if (exit === 127) throw new NoAnswer(`iptables is not installed on ${container ?? host.name}`);
    if (exit !== 0) throw new CannotAsk(`Cannot list the rules of iptables: ${firstLine(stderr)}`);
    return judgeIptables(spec, parseSavedRules(stdout, spec.table));
  },
};

const maxShown = 20;

/** Shows the rules of the same chain where none is the wanted one. */
export function judgeIptables({ iptables, table }: Spec, rules: readonly string[]): Observation {
  const wanted = normaliseRule(iptables);
  const match = rules.find((rule) => normaliseRule(rule) === wanted);
  if (match !== undefined) return { holds: true, observed: `table ${table} has \`${showLine(match)}\`` };
  const chain = chainOf(iptables) ?? '';
  const near = rules.filter((rule) => chainOf(rule) === chain).map((rule) => `\n  ${showLine(rule)}`);
  if (near.length === 0) return { holds: false, observed: `table ${table} has nothing in chain ${chain}` };
  const more = near.length > maxShown ? `\n  … ${near.length - maxShown} more` : '';
  return {
    holds: false,
    observed: `chain ${chain} of table ${table} has${near.slice(0, maxShown).join('')}${more}`,
  };
}
