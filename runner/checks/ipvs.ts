import { isIP } from 'node:net';
import * as z from 'zod';
import { canonical } from './cidr.ts';
import { endpoint, parseEndpoint } from './endpoint.ts';
import { keys, name, oneOf, shown, text, whole } from './fields.ts';
import { parseIpvsTable, type RealServer, type VirtualService } from './ipvs-table.ts';
import { look } from './look.ts';
import type { CheckType, Observation } from './types.ts';

const serverAddress = 'an address, with a port or without, such as `192.168.0.21:80`';

const server = keys({
  address: text(serverAddress).refine(
    (source) => isIP(source) !== 0 || isIP(parseEndpoint(source)?.host ?? '') !== 0,
    {
      error: (issue) => `Expected ${serverAddress}, not ${shown(issue.input)}`,
    },
  ),
  forward: oneOf(['route', 'masq', 'tunnel']).optional(),
  weight: whole('a weight from 0 to 65535', { min: 0, max: 65_535 }).optional(),
});
type Server = z.infer<typeof server>;

const schema = keys({
  ipvs: endpoint.refine((source) => isIP(parseEndpoint(source)?.host ?? '') !== 0, {
    error: (issue) => `Expected an address and a port such as \`10.0.0.100:80\`, not ${shown(issue.input)}`,
  }),
  scheduler: name('a scheduler such as `rr`').optional(),
  servers: z
    .array(server, { error: (issue) => `Expected a list of servers, not ${shown(issue.input)}` })
    .optional(),
});
type Spec = z.infer<typeof schema>;

/** A virtual service of IPVS (TCP) stands, with just its servers. Tables belong to network namespaces. */
export const ipvs: CheckType<Spec> = {
  type: 'ipvs',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec) => spec.ipvs,
  expected({ ipvs, scheduler, servers }) {
    const list = servers?.map((wanted) => `\n  ${describe(wanted.address, wanted)}`).join('');
    const by = scheduler === undefined ? '' : ` with scheduler ${scheduler}`;
    return `virtual service ${ipvs} stands${by}${list === undefined ? '' : list === '' ? ', without servers' : `, its servers:${list}`}`;
  },
  async ask(spec, context) {
    const code = "my $table = read_file('/proc/self/net/ip_vs'); (defined $table ? 0 : 1, $table)";
    const { exit, stdout } = await look(context, { code, view: 'network' });
    if (exit !== 0)
      return { holds: false, observed: 'there is no IPVS table: the kernel module ip_vs is not loaded' };
    return judgeIpvs(spec, parseIpvsTable(stdout));
  },
};

/** The complete list of servers counts, in any order; each difference is a line. */
export function judgeIpvs(spec: Spec, services: readonly VirtualService[]): Observation {
  const wanted = spelled(spec.ipvs);
  const service = services.find(({ protocol, endpoint }) => protocol === 'TCP' && endpoint === wanted);
  if (!service) {
    const others = services.map(({ protocol, endpoint }) => `${protocol} ${endpoint}`);
    return {
      holds: false,
      observed: `there is no TCP service ${spec.ipvs}; services: ${others.join(', ') || 'none'}`,
    };
  }
  const wrongScheduler = spec.scheduler !== undefined && spec.scheduler !== service.scheduler;
  const wrong = spec.servers ? [...differences(spec.servers, service)] : [];
  const holds = !wrongScheduler && wrong.length === 0;
  const list =
    holds || wrong.length === 0 ? service.servers.map((server) => describe(server.endpoint, server)) : wrong;
  const title = `${spec.ipvs} has scheduler ${service.scheduler}`;
  const count = `${service.servers.length} ${service.servers.length === 1 ? 'server' : 'servers'}`;
  return { holds, observed: [`${title} and ${count}`, ...list.map((line) => `  ${line}`)].join('\n') };
}

function* differences(wanted: readonly Server[], { endpoint, servers }: VirtualService): Generator<string> {
  const port = parseEndpoint(endpoint)?.port ?? 0;
  const left = new Map(servers.map((server) => [server.endpoint, server]));
  for (const server of wanted) {
    const key = spelled(server.address, port);
    const actual = left.get(key);
    left.delete(key);
    if (!actual) yield `${key} is missing`;
    else if (isOther(server, actual))
      yield `${describe(key, actual)}, expected ${describe('', server).trim()}`;
  }
  for (const server of left.values()) yield `${describe(server.endpoint, server)}, not expected`;
}

const isOther = ({ forward, weight }: Server, actual: RealServer) =>
  (forward !== undefined && forward !== actual.forward) || (weight !== undefined && weight !== actual.weight);

const describe = (
  at: string,
  { forward, weight }: { readonly forward?: string | undefined; readonly weight?: number | undefined },
) => [at, forward, ...(weight === undefined ? [] : [`weight ${weight}`])].join(' ').replace(/ {2,}/gu, ' ');

/** One spelling for each endpoint; a bare address has the port of its service, as `ipvsadm` takes it. */
function spelled(source: string, defaultPort = 0): string {
  const { host, port } = parseEndpoint(source) ?? { host: source, port: defaultPort };
  return isIP(host) === 6 ? `[${canonical(host)}]:${port}` : `${host}:${port}`;
}
