import type * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { keys, text, textMatch } from './fields.ts';

const schema = keys({
  udp: endpoint,
  send: text('the text to send'),
  expect: textMatch,
});
type Spec = z.infer<typeof schema>;

/** A datagram is answered. */
export const udp = {
  type: 'udp',
  hostKey: 'from',
  sequential: true,
  schema,
  subject: (spec: Spec) => spec.udp,
} as const;
