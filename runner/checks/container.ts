import type * as z from 'zod';
import { address, isSameAddress } from './cidr.ts';
import { type ContainerFacts, parseContainerFacts } from './container-facts.ts';
import { keys, listOf, name, oneOf, yesOrNo } from './fields.ts';
import { look } from './look.ts';
import { quote } from '../hosts/quote.ts';
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
    const { exit, stdout } = await look({ ...context, container: null }, { script: script(spec) });
    if (exit !== 0) return { holds: false, observed: stdout.trim() };
    return judgeContainer(spec, parseContainerFacts(stdout));
  },
};

const script = ({ container, addresses }: Spec) => `
command -v lxc-info >/dev/null || { echo 'LXC is not installed'; exit 1; }
info=$(lxc-info -n ${quote(container)} -s -p -c lxc.start.auto 2>&1) ||
  { all=$(lxc-ls -1 | xargs); echo ${quote(`there is no container ${container}`)}"\${all:+; there are: $all}"; exit 1; }
printf '%s\\n--\\n' "$info"
${addresses ? `pid=$(sed -n 's/^PID: *//p' <<<"$info"); [ -z "$pid" ] || nsenter -t "$pid" -n -- ip -j addr` : ''}
exit 0`;

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
