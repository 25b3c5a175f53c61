import type * as z from 'zod';
import { keys, listOf, name } from './fields.ts';

const schema = keys({
  bridge: name('the name of a bridge such as `br0`'),
  ports: listOf(
    name('the name of an interface such as `eth0`'),
    'a list of interfaces such as `[eth0]`',
  ).optional(),
});
type Spec = z.infer<typeof schema>;

/** A bridge exists and has ports. */
export const bridge = {
  type: 'bridge',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.bridge,
} as const;
