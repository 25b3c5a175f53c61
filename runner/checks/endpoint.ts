import { isIP } from 'node:net';
import { text } from './fields.ts';

/** A host, by name or address, and a port. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const hostName = /^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/u;

/** Takes `10.0.0.1:80`, `web1:80` or `[fd00::1]:80` apart; null where it is none of these. */
export function parseEndpoint(source: string): Endpoint | null {
  const { bracketed, plain, digits } =
    /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:]+)):(?<digits>\d{1,5})$/u.exec(source)?.groups ?? {};
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return null;
  if (bracketed === undefined ? !isHost(host) : isIP(host) !== 6) return null;
  return { host, port };
}

/** True for an IP address or a host name. What consists of digits and dots alone must be an address. */
export const isHost = (source: string) =>
  isIP(source) !== 0 || (hostName.test(source) && !/^[\d.]+$/u.test(source));

/** `HOST:PORT`, kept as text. */
export const endpoint = text('a host and a port such as `10.0.0.1:80`').refine(
  (source) => parseEndpoint(source) !== null,
  {
    error: (issue) => `Expected a host and a port such as \`10.0.0.1:80\`, not \`${String(issue.input)}\``,
  },
);
