import type * as z from 'zod';
import { keys, name, whole } from './fields.ts';

const schema = keys({
  process: name('the name of a program such as `apache2`'),
  count: whole('a number of processes', { min: 0, max: 1_000_000 }).optional(),
});
type Spec = z.infer<typeof schema>;

/** A process of that name runs. */
export const process = {
  type: 'process',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.process,
} as const;
