import { isIP } from 'node:net';
import * as z from 'zod';
import { parseSize } from './size.ts';
import { isHostname } from './names.ts';
import { shown } from './schema.ts';

const expected =
  (what: string) =>
  (issue: { input?: unknown }): string =>
    `Expected ${what}, not ${shown(issue.input)}.`;

const text = (what: string, holds: (value: string) => boolean) =>
  z.string({ error: expected(what) }).refine(holds, { error: expected(what) });

const hostname = (what: string) =>
  text(`the name of a ${what} (letters, digits and inner hyphens, at most 63)`, isHostname);

const size = z
  .string({ error: expected('a size such as `512M` or `2G`') })
  .refine((value) => parseSize(value) !== null, { error: expected('a size such as `512M` or `2G`') })
  .transform((value) => parseSize(value) ?? 0);

const isCidr = (value: string): boolean => {
  const [address = '', prefix = '', ...rest] = value.split('/');
  const longest = isIP(address) === 4 ? 32 : 128;
  return isIP(address) !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest && rest.length === 0;
};

const cidr = text('an address with its prefix such as `10.0.0.1/24`', isCidr);
const segment = hostname('network');
const oneAddress = z.record(segment, cidr).refine((entry) => Object.keys(entry).length === 1, {
  error:
    'Expected one network and its address, such as `{front: 10.0.0.1/24}`.\nWrite each network as an entry of its own.',
});

/** A network as `front` or `{front: 10.0.0.1/24}`. */
const network = z
  .union([segment, oneAddress], { error: expected('a network such as `front` or `{front: 10.0.0.1/24}`') })
  .transform((entry) => {
    if (typeof entry === 'string') return { segment: entry, address: null };
    const [[name, address] = ['', '']] = Object.entries(entry);
    return { segment: name, address };
  });

const cpus = 'a number of CPUs from 1 to 64';
const host = z
  .strictObject({
    memory: size.default(512),
    cpus: z
      .int({ error: expected(cpus) })
      .min(1, { error: expected(cpus) })
      .max(64, { error: expected(cpus) })
      .default(1),
    disk: size.default(8192),
    networks: z.array(network).default([]),
  })
  .or(z.null().transform(() => ({ memory: 512, cpus: 1, disk: 8192, networks: [] })));

const packageName = text('the name of a Debian package such as `lxc`', (value) =>
  /^[a-z0-9][a-z0-9+.-]+(?::[a-z0-9]+)?$/.test(value),
);

const modeHelp = 'an octal mode in quotes such as `"0644"`';
const fileEntry = z.strictObject({
  from: text(
    'a path within `content/` such as `02/web.conf`',
    (value) => value !== '' && !value.includes('\0'),
  ),
  to: text(
    'the absolute path of a file on the host',
    (value) => /^\/.*[^/]$/.test(value) && !value.split('/').includes('..'),
  ),
  on: z.string().optional(),
  mode: text(modeHelp, (value) => /^[0-7]{3,4}$/.test(value)).default('0644'),
});

/** The front matter of a lab. Sizes come out in MiB. */
export const frontMatterSchema = z.strictObject({
  title: text('a title', (value) => value.trim() !== '').optional(),
  hosts: z
    .record(hostname('host'), host)
    .refine((hosts) => Object.keys(hosts).length > 0, {
      error: 'Expected at least one host.\nName one, such as `host1: {}`, or leave `hosts` out.',
    })
    .optional(),
  packages: z.array(packageName).default([]),
  internet: z.boolean().default(false),
  files: z.array(fileEntry).default([]),
});

export type FrontMatter = z.infer<typeof frontMatterSchema>;
