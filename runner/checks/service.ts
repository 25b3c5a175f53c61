import type * as z from 'zod';
import { keys, name, oneOf } from './fields.ts';

// The values of ActiveState, see org.freedesktop.systemd1(5).
const states = ['active', 'inactive', 'failed', 'activating', 'deactivating', 'reloading'] as const;

const schema = keys({
  service: name('the name of a systemd unit such as `apache2`'),
  state: oneOf(states).default('active'),
});
type Spec = z.infer<typeof schema>;

/** A systemd unit is in a state. */
export const service = {
  type: 'service',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.service,
} as const;
