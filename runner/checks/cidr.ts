import { isIP } from 'node:net';
import { text } from './fields.ts';

/** An address and the length of its prefix. */
export interface Cidr {
  readonly address: string;
  readonly prefix: number | null;
}

/** Takes `10.0.0.1/24` or `10.0.0.1` apart (`prefix` null then); null where it is neither. */
export function parseCidr(source: string): Cidr | null {
  const [address = '', digits, ...rest] = source.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return null;
  if (digits === undefined) return { address, prefix: null };
  if (!/^\d{1,3}$/u.test(digits) || Number(digits) > (family === 4 ? 32 : 128)) return null;
  return { address, prefix: Number(digits) };
}

/** An address with its prefix, kept as text. */
export const cidr = text('an address with its prefix such as `10.0.0.1/24`').refine(
  (source) => (parseCidr(source)?.prefix ?? null) !== null,
  {
    error: (issue) =>
      `Expected an address with its prefix such as \`10.0.0.1/24\`, not \`${String(issue.input)}\``,
  },
);

/** An address, with or without a prefix, kept as text. */
export const address = text('an address such as `10.0.0.1`').refine((source) => parseCidr(source) !== null, {
  error: (issue) => `Expected an address such as \`10.0.0.1\`, not \`${String(issue.input)}\``,
});

/** One spelling for each address: IPv6 in its shortest form, in lower case. */
export function canonical(source: string): string {
  return isIP(source) === 6 && !source.includes('%')
    ? new URL(`http://[${source}]`).hostname.slice(1, -1)
    : source;
}

/** Whether an address with a prefix is the wanted one; a wanted address without a prefix takes any. */
export function isSameAddress(wanted: string, actual: string): boolean {
  const one = parseCidr(wanted);
  const other = parseCidr(actual);
  if (!one || !other || canonical(one.address) !== canonical(other.address)) return false;
  return one.prefix === null || one.prefix === other.prefix;
}
