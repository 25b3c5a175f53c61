import type * as z from 'zod';
import { address } from './cidr.ts';
import { keys, listOf, name, oneOf, yesOrNo } from './fields.ts';

const schema = keys({
  container: name('the name of a container such as `test1`'),
  state: oneOf(['RUNNING', 'STOPPED', 'FROZEN']).optional(),
  addresses: listOf(address, 'a list of addresses').optional(),
  autostart: yesOrNo.optional(),
});
type Spec = z.infer<typeof schema>;

/** An LXC container exists, in a state, with addresses. */
export const container = {
  type: 'container',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.container,
} as const;
