import * as z from 'zod';
import { parseDuration } from './duration.ts';
import { isHostname, isId } from './names.ts';
import { shown } from './schema.ts';

const expected =
  (what: string) =>
  (issue: { input?: unknown }): string =>
    `Expected ${what}, not ${shown(issue.input)}.`;

const text = (what: string, holds: (value: string) => boolean) =>
  z.string({ error: expected(what) }).refine(holds, { error: expected(what) });

const durationHelp = 'a duration such as `500ms`, `30s`, `5m` or `1h`';
const duration = z
  .union([z.string(), z.literal(0)], { error: expected(durationHelp) })
  .refine((value) => parseDuration(String(value)) !== null, { error: expected(durationHelp) })
  .transform((value) => parseDuration(String(value)) ?? 0)
  .default(0);

const hosts = text('the name of a host, or several as `host1,host2`', (value) => value.trim() !== '')
  .transform((value) => value.split(',').map((name) => name.trim()))
  .optional();

/** The keys that every check may have. Durations come out in milliseconds, hosts as a list. */
export const commonSchema = z.strictObject({
  on: hosts,
  from: hosts,
  container: text('the name of a container such as `test1`', isHostname).optional(),
  id: text('an id of letters, digits, `.`, `_` and `-`', isId).optional(),
  within: duration,
  holds: duration,
  not: z.boolean().default(false),
  until: text('the id of a step', (value) => value !== '').optional(),
  hint: text('a text', (value) => value.trim() !== '').optional(),
});

export const commonKeys: readonly string[] = Object.keys(commonSchema.shape);
