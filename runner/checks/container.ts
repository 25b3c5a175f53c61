import type * as z from 'zod';
import { address, isSameAddress } from './cidr.ts';
import { type ContainerFacts, parseContainerFacts } from './container-facts.ts';
import { keys, listOf, name, oneOf, yesOrNo } from './fields.ts';
import { look } from './look.ts';
import { perlQuote } from '../hosts/quote.ts';
import { enumerate } from './show.ts';
import type { CheckType, Observation } from './types.ts';

const schema = keys({
  container: name('the name of a container such as `test1`'),
  state: oneOf(['RUNNING', 'STOPPED', 'FROZEN']).optional(),
  addresses: listOf(address, 'a list of addresses').optional(),
  autostart: yesOrNo.optional(),
});
type Spec = z.infer<typeof schema>;

/** An LXC container exists, in a state, with addresses. */
export const container: CheckType<Spec> = {
  type: 'container',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec) => spec.container,
  expected({ container, state, addresses, autostart }) {
    const more = [
      ...(state === undefined ? [] : [`is ${state}`]),
      ...(addresses === undefined ? [] : [`has ${enumerate(addresses)}`]),
      ...(autostart === undefined ? [] : [autostart ? 'starts at boot' : 'does not start at boot']),
    ];
    return `container ${container} ${enumerate(more.length > 0 ? more : ['exists'])}`;
  },
  async ask(spec, context) {
    const { exit, stdout, stderr } = await look(context, { code: code(spec), view: 'host' });
    if (exit !== 0) return { holds: false, observed: stderr };
    return judgeContainer(spec, parseContainerFacts(stdout));
  },
};

const code = ({ container, addresses }: Spec) => `
my $name = ${perlQuote(container)};
my ($status, $info) = lxc_info($name);
return (1, '', 'LXC is not installed') if $status == 127;
if ($status) {
  my @others = split ' ', (program('lxc-ls', '-1'))[1];
  return (1, '', "there is no container $name" . (@others ? "; there are: @others" : ''));
}
my (undef, $json) = ${addresses ? '$info =~ /^PID:/m ? interfaces_in($name) : ()' : '()'};
return (0, "$info\\n--\\n" . ($json // ''));`;

/** Compares one by one, and says what is so for each that was asked. */
export function judgeContainer(
  { container, state, addresses, autostart }: Spec,
  facts: ContainerFacts,
): Observation {
  const lacking = (addresses ?? []).filter(
    (wanted) => !facts.addresses.some((actual) => isSameAddress(wanted, actual)),
  );
  const holds =
    (state === undefined || state === facts.state) &&
    lacking.length === 0 &&
    (autostart === undefined || autostart === facts.autostart);
  const parts = [`is ${facts.state}`];
  if (addresses)
    parts.push(facts.addresses.length > 0 ? `has ${enumerate(facts.addresses)}` : 'has no address');
  if (autostart !== undefined) parts.push(facts.autostart ? 'starts at boot' : 'does not start at boot');
  return { holds, observed: `container ${container} ${enumerate(parts)}` };
}
