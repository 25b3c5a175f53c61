import type * as z from 'zod';
import { keys, oneOf, text } from './fields.ts';

const schema = keys({
  iptables: text(
    'a rule as `iptables -S` prints it, such as `-A INPUT -p tcp --dport 80 -j ACCEPT`',
    /^-[APN] +\S/u,
  ),
  table: oneOf(['filter', 'nat', 'mangle', 'raw', 'security']).default('filter'),
});
type Spec = z.infer<typeof schema>;

/** A rule stands in a table of iptables, legacy or nft. */
export const iptables = {
  type: 'iptables',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.iptables,
} as const;
