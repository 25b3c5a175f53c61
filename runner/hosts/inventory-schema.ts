import * as z from 'zod';
import { shown } from '../document/schema.ts';
import { isHostname } from '../document/names.ts';
import { parseTarget, targetForms } from './target.ts';

const expected =
  (what: string) =>
  (issue: { input?: unknown }): string =>
    `Expected ${what}, not ${shown(issue.input)}.`;

const text = (what: string, holds: (value: string) => boolean) =>
  z.string({ error: expected(what) }).refine(holds, { error: expected(what) });

const hostname = text('the name of a host (letters, digits and inner hyphens, at most 63)', isHostname);
const setName = text('the name of a set (no blank, `:` or `/`)', (value) => /^[^\s:/]+$/.test(value));
const keyword = text('a keyword of ssh_config(5) such as `IdentityFile`', (value) =>
  /^[A-Za-z]+$/.test(value),
);

/** As ssh_config(5) has it: `yes` and `no`, not `true` and `false`. */
const optionValue = z
  .union([z.string(), z.number(), z.boolean()], { error: expected('a value of ssh_config(5), on one line') })
  .transform((value) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)))
  .refine((value) => !/[\p{Cc}]/u.test(value), { error: 'Expected a value of ssh_config(5), on one line.' });

const options = z.record(keyword, optionValue);

const target = text(`a target: ${targetForms}`, (value) => parseTarget(value) !== null);

const destination = text(
  'a destination as `ssh` takes it, such as `root@192.0.2.11`',
  (value) => parseTarget(`ssh:${value}`) !== null,
);

const slowness = z
  .number({ error: expected('a number such as 4') })
  .min(1, { error: 'Expected a number of at least 1: times are those of a quick machine.' })
  .max(100, { error: 'Expected a number of at most 100.' });

/** `ssh:DESTINATION`, or a map where something belongs to the one machine. */
const machine = z.strictObject({
  ssh: destination,
  options: options.default({}),
  slowness: slowness.default(1),
});

const host = z.union([target, machine], {
  error: expected(`a target (${targetForms}), or a map with \`ssh\`, \`options\` and \`slowness\``),
});

const hosts = z.record(hostname, host);

/** The file that `--inventory` names. */
export const inventorySchema = z.strictObject({
  hosts: hosts.default({}),
  sets: z.record(setName, hosts.or(z.null().transform(() => ({})))).default({}),
  options: options.default({}),
});

export type Inventory = z.infer<typeof inventorySchema>;
