import type * as z from 'zod';
import { cidr } from './cidr.ts';
import { keys, name } from './fields.ts';

const schema = keys({
  address: cidr,
  interface: name('the name of an interface such as `eth0`').optional(),
});
type Spec = z.infer<typeof schema>;

/** An address stands on an interface. */
export const address = {
  type: 'address',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.address,
} as const;
