import type * as z from 'zod';
import { keys, text } from './fields.ts';

const schema = keys({ module: text('the name of a kernel module such as `ip_vs`', /^[\w-]+$/u) });
type Spec = z.infer<typeof schema>;

/** A kernel module is loaded or built in. */
export const module = {
  type: 'module',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.module,
} as const;
