import * as z from 'zod';
import { keys, regex, shown, text, yes } from './fields.ts';

const modeError = ({ input }: { input?: unknown }) =>
  typeof input === 'number'
    ? `Expected a mode in quotes such as \`"0644"\`, not the number ${input}\nPut it in quotes: YAML takes \`0644\` without them for the number 644`
    : `Expected a mode such as \`"0644"\`, not ${shown(input)}`;

const schema = keys({
  file: text('an absolute path such as `/etc/hosts`', /^\/[^\0]*$/u),
  mode: z
    .string({ error: modeError })
    .regex(/^[0-7]{3,4}$/u, { error: modeError })
    .optional(),
  owner: text('a user, or user and group, such as `root:root`', /^[^\s:]+(:[^\s:]+)?$/u).optional(),
  contains: text('text to look for').optional(),
  matches: regex.optional(),
  absent: yes.optional(),
}).superRefine((spec, context) => {
  if (spec.absent !== true) return;
  for (const key of ['mode', 'owner', 'contains', 'matches'] as const) {
    if (spec[key] === undefined) continue;
    const message = `Expected no \`${key}\` beside \`absent\`: a file that is not there has none\nTake one of the two away`;
    context.addIssue({ code: 'custom', path: [key], message });
  }
});
type Spec = z.infer<typeof schema>;

/** A file exists, or is absent. */
export const file = {
  type: 'file',
  hostKey: 'on',
  sequential: false,
  schema,
  subject: (spec: Spec) => spec.file,
} as const;
