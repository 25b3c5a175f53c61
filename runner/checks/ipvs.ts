import * as z from 'zod';
import { parseEndpoint } from './endpoint.ts';
import { endpoint } from './endpoint.ts';
import { keys, name, oneOf, shown, text, whole } from './fields.ts';
import { isIP } from 'node:net';

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

/** A virtual service of IPVS stands, with its servers. */
export const ipvs = {
  type: 'ipvs',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.ipvs,
} as const;
