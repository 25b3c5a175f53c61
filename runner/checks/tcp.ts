import type * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { keys } from './fields.ts';

const schema = keys({ tcp: endpoint });
type Spec = z.infer<typeof schema>;

/** A port accepts a connection. */
export const tcp = {
  type: 'tcp',
  hostKey: 'from',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.tcp,
} as const;
