import { createHash } from 'node:crypto';
import type { PackageVersion } from './apt.ts';

/** Name that apt gives a downloaded package: `lxc_1%3a5.0.2-1_amd64.deb`. */
export function archiveName({ name, version, architecture }: PackageVersion): string {
  return `${[name, version, architecture].map((part) => part.replaceAll(':', '%3a')).join('_')}.deb`;
}

/** Name of a package in a Debian archive's pool: without the epoch of its version. */
export function poolName({ name, version, architecture }: PackageVersion): string {
  return `${name}_${version.replace(/^\d+:/, '')}_${architecture}.deb`;
}

/** The `Packages` index of a repository: apt's own records, each with the place of its file in our pool. */
export function packagesIndex(records: readonly string[]): string {
  return records.map((record) => `${inPool(record)}\n\n`).join('');
}

function inPool(record: string): string {
  const field = (key: string): string => new RegExp(`^${key}: (.*)$`, 'm').exec(record)?.[1] ?? '';
  const named = { name: field('Package'), version: field('Version'), architecture: field('Architecture') };
  return record.replace(/^Filename: .*$/m, `Filename: pool/${poolName(named)}`);
}

/** A suite's `Release` file; `index` is its one index, of component `main`. */
export function releaseFile({
  suite,
  architecture,
  index,
}: {
  suite: string;
  architecture: string;
  index: string;
}): string {
  const hash = createHash('sha256').update(index).digest('hex');
  return [
    'Origin: Debian',
    'Label: Debian',
    `Suite: ${suite}`,
    `Codename: ${suite}`,
    `Architectures: ${architecture}`,
    'Components: main',
    // The same every time: what it stands for never changes.
    'Date: Thu, 01 Jan 2015 00:00:00 UTC',
    'SHA256:',
    ` ${hash} ${Buffer.byteLength(index)} main/binary-${architecture}/Packages`,
    '',
  ].join('\n');
}

/** Name of a list in `/var/lib/apt/lists`: the address without its scheme, `_` for `/`. */
export function listName(address: string): string {
  return address.replace(/^\w+:\/\//, '').replaceAll('/', '_');
}

/** Names of the hosts in all addresses of a text, each once. */
export function hostNames(text: string): string[] {
  const addresses = text.matchAll(/\bhttps?:\/\/([a-z0-9][a-z0-9.-]*[a-z0-9])/gi);
  return [...new Set(Array.from(addresses, ([, name = '']) => name))];
}

/** The lines of LXC's debian template that say which mirrors it takes unless told: `MIRROR=${MIRROR:-http://…}`. */
export function mirrorDefaults(template: string): string {
  return template
    .split('\n')
    .filter((line) => /^[A-Z_]*MIRROR=/.test(line))
    .join('\n');
}
