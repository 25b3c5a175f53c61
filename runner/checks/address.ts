import type * as z from 'zod';
import { cidr, isSameAddress, parseCidr } from './cidr.ts';
import { keys, name } from './fields.ts';
import { readInterfaces } from './interfaces.ts';
import type { Interface } from './ip-json.ts';
import { enumerate } from './show.ts';
import type { CheckType, Observation } from './types.ts';

const schema = keys({
  address: cidr,
  interface: name('the name of an interface such as `eth0`').optional(),
});
type Spec = z.infer<typeof schema>;

/** An address stands on an interface. */
export const address: CheckType<Spec> = {
  type: 'address',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec) => spec.address,
  expected: (spec) => `${spec.address} stands on ${spec.interface ?? 'an interface'}`,
  async ask(spec, context) {
    return judgeAddress(spec, await readInterfaces(context));
  },
};

/** Where the address stands elsewhere, or with another prefix, that is the explanation; else what stands there. */
export function judgeAddress(spec: Spec, interfaces: readonly Interface[]): Observation {
  const asked = interfaces.filter(({ name }) => spec.interface === undefined || name === spec.interface);
  const holding = asked.find(({ addresses }) =>
    addresses.some((actual) => isSameAddress(spec.address, actual)),
  );
  if (holding) return { holds: true, observed: `${spec.address} stands on ${holding.name}` };
  const bare = parseCidr(spec.address)?.address ?? '';
  const near = interfaces.flatMap(({ name, addresses }) =>
    addresses.filter((actual) => isSameAddress(bare, actual)).map((actual) => `${actual} stands on ${name}`),
  );
  const have = asked.map(
    ({ name, addresses }) => `${name} has ${addresses.length > 0 ? enumerate(addresses) : 'no address'}`,
  );
  const none = `there is no interface ${spec.interface ?? ''}; there are: ${enumerate(interfaces.map(({ name }) => name))}`;
  const observed = asked.length === 0 ? [none, ...near] : near.length > 0 ? near : have;
  return { holds: false, observed: observed.join('\n') };
}
