import type * as z from 'zod';
import { keys, listOf, name } from './fields.ts';
import { readInterfaces } from './interfaces.ts';
import type { Interface } from './ip-json.ts';
import { enumerate } from './show.ts';
import type { CheckType, Observation } from './types.ts';

const schema = keys({
  bridge: name('the name of a bridge such as `br0`'),
  ports: listOf(
    name('the name of an interface such as `eth0`'),
    'a list of interfaces such as `[eth0]`',
  ).optional(),
});
type Spec = z.infer<typeof schema>;

/** A bridge exists and has ports, among others maybe: those of containers have names nobody knows beforehand. */
export const bridge: CheckType<Spec> = {
  type: 'bridge',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec) => spec.bridge,
  expected: ({ bridge, ports }) => `bridge ${bridge} ${ports ? `has ${portList(ports)}` : 'exists'}`,
  async ask(spec, context) {
    return judgeBridge(spec, await readInterfaces(context));
  },
};

export function judgeBridge({ bridge, ports = [] }: Spec, interfaces: readonly Interface[]): Observation {
  const found = interfaces.find(({ name }) => name === bridge);
  if (found?.kind !== 'bridge') {
    const bridges = interfaces.filter(({ kind }) => kind === 'bridge').map(({ name }) => name);
    const what = found ? `${bridge} is an interface, but no bridge` : `there is no bridge ${bridge}`;
    return { holds: false, observed: `${what}; bridges: ${enumerate(bridges)}` };
  }
  const actual = interfaces.filter(({ master }) => master === bridge).map(({ name }) => name);
  const elsewhere = ports
    .filter((port) => !actual.includes(port))
    .map((port) => whereabouts(port, interfaces));
  const observed = `bridge ${bridge} ${actual.length > 0 ? `has ${portList(actual)}` : 'has no port'}`;
  return { holds: elsewhere.length === 0, observed: [observed, ...elsewhere].join('; ') };
}

function whereabouts(port: string, interfaces: readonly Interface[]): string {
  const found = interfaces.find(({ name }) => name === port);
  if (!found) return `there is no interface ${port}`;
  return found.master === null ? `${port} is a port of nothing` : `${port} is a port of ${found.master}`;
}

const portList = (ports: readonly string[]) => `${ports.length === 1 ? 'port' : 'ports'} ${enumerate(ports)}`;
