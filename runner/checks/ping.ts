import type * as z from 'zod';
import { isHost } from './endpoint.ts';
import { keys, shown, text } from './fields.ts';

const expected = 'an address or host name such as `10.0.0.1`';

const schema = keys({
  ping: text(expected).refine(isHost, {
    error: (issue) => `Expected ${expected}, not ${shown(issue.input)}`,
  }),
});
type Spec = z.infer<typeof schema>;

/** An address answers an ICMP echo request. */
export const ping = {
  type: 'ping',
  hostKey: 'from',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.ping,
} as const;
