import type * as z from 'zod';
import { keys, text, textMatch, whole } from './fields.ts';

const schema = keys({
  command: text('a command', /\S/u),
  exit: whole('an exit status from 0 to 255', { min: 0, max: 255 }).default(0),
  stdout: textMatch.optional(),
  stderr: textMatch.optional(),
});
type Spec = z.infer<typeof schema>;

/** A command ends with a status and prints what it should. */
export const command = {
  type: 'command',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.command,
} as const;
