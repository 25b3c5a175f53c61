import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { callLeashed } from './leashed.ts';
import { takeLock, tryLock } from './lock.ts';

/** A package as it would be installed. */
export interface PackageVersion {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
}

/** This machine's apt, with its sources, and lists and downloads of our own: works as any user, changes nothing. */
export interface Apt {
  /** What installing `packages` would add to a system that has what its dpkg status file says; downloads it. */
  download(request: DownloadRequest): Promise<PackageVersion[]>;
  /** apt's records (`Package: …`, `Version: …`, …) of these packages, in any order. */
  records(packages: readonly PackageVersion[]): Promise<string[]>;
  /** All `http` and `https` sources: base address with a final slash, suite, component. */
  sources(): Promise<{ base: string; suite: string; component: string }[]>;
}

export interface DownloadRequest {
  readonly packages: readonly string[];
  readonly dpkgStatus: string;
  /** Called for each package that is not in the pool yet, with its name and size. */
  readonly onFile: (file: string) => void;
}

/** Folder of downloaded packages, shared by all mirrors. */
export function poolFolder(): string {
  return join(cacheFolder(), 'pool');
}

/** Removes what an apt that was killed left in its folder for temporary files. */
export async function sweepApt(): Promise<void> {
  if (!existsSync(temporaryFolder())) return;
  const lock = await tryLock({ path: `${aptFolder()}.lock`, signal: new AbortController().signal });
  if (lock === null) return;
  await rm(temporaryFolder(), { recursive: true, force: true });
  await lock.release();
}

function aptFolder(): string {
  return join(cacheFolder(), 'apt');
}

function temporaryFolder(): string {
  return join(aptFolder(), 'temporary');
}

/** Calls `use` with apt once its lists are up to date; one run at a time. */
export async function withApt<T>(options: {
  signal: AbortSignal;
  onWait: () => void;
  use: (apt: Apt) => Promise<T>;
}): Promise<T> {
  const { signal, onWait, use } = options;
  const state = aptFolder();
  await mkdir(join(state, 'lists/partial'), { recursive: true });
  await mkdir(join(poolFolder(), 'partial'), { recursive: true });
  const lock = await takeLock({ path: `${state}.lock`, signal, onWait });
  try {
    await mkdir(temporaryFolder(), { recursive: true });
    const run = aptRunner({ state, signal });
    await run({ command: 'apt-get', words: ['update'] });
    return await use({
      download: (request) => download({ run, ...request }),
      records: (packages) => records({ run, packages }),
      sources: () => sources({ run }),
    });
  } finally {
    await rm(temporaryFolder(), { recursive: true, force: true });
    await lock.release();
  }
}

type Run = (call: {
  command: 'apt-get' | 'apt-cache';
  words: readonly string[];
  dpkgStatus?: string;
  onLine?: (line: string) => void;
}) => Promise<string>;

function aptRunner({ state, signal }: { state: string; signal: AbortSignal }): Run {
  const settings = [
    `Dir::State=${state}`,
    `Dir::Cache=${state}`,
    `Dir::Cache::archives=${poolFolder()}/`,
    'Dir::Cache::pkgcache=',
    'Dir::Cache::srcpkgcache=',
    'Debug::NoLocking=1',
    'APT::Sandbox::User=',
    'Acquire::Languages=none',
    // With what they recommend, lxc-templates alone brings QEMU and Python. A lab names what it wants.
    'APT::Install-Recommends=0',
    'APT::Keep-Downloaded-Packages=1',
  ];
  const env = { LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive', TMPDIR: temporaryFolder() };
  return ({ command, words, dpkgStatus = '/dev/null', onLine = () => undefined }) => {
    const options = [...settings, `Dir::State::status=${dpkgStatus}`].flatMap((setting) => ['-o', setting]);
    return callLeashed({ command: [command, ...options, ...words], signal, env, onLine });
  };
}

async function download(request: DownloadRequest & { run: Run }): Promise<PackageVersion[]> {
  const { run, packages, dpkgStatus, onFile } = request;
  const words = ['-y', 'install', '--', ...packages];
  const simulation = await run({ command: 'apt-get', words: ['--simulate', ...words], dpkgStatus });
  const onLine = (line: string): void => {
    // Get:3 http://… bookworm/main amd64 dnsmasq-base amd64 2.90-4 [498 kB]
    const [, name, size] = /^Get:\d+ \S+ \S+ \S+ (\S+) .*\[(.*)\]$/.exec(line) ?? [];
    if (name !== undefined && size !== undefined) onFile(`${name}, ${size}`);
  };
  await run({ command: 'apt-get', words: ['--download-only', ...words], dpkgStatus, onLine });
  // Inst lxc (1:5.0.2-1 Debian:12.15/oldstable [amd64])      Inst libc6 [2.36-9] (2.36-10 …
  const lines = simulation.matchAll(/^Inst (\S+)(?: \[\S+\])? \((\S+) .*\[(\w+)\]\)/gm);
  return Array.from(lines, ([, name = '', version = '', architecture = '']) => ({
    name,
    version,
    architecture,
  }));
}

async function records({
  run,
  packages,
}: {
  run: Run;
  packages: readonly PackageVersion[];
}): Promise<string[]> {
  if (packages.length === 0) return [];
  const words = ['show', '--', ...packages.map(({ name, version }) => `${name}=${version}`)];
  return (await run({ command: 'apt-cache', words })).trim().split(/\n\n+/);
}

async function sources({ run }: { run: Run }) {
  const words = ['indextargets', '--format', '$(REPO_URI)|$(RELEASE)|$(COMPONENT)', 'Identifier: Packages'];
  const lines = (await run({ command: 'apt-get', words })).split('\n').map((line) => line.split('|'));
  return lines
    .map(([base = '', suite = '', component = '']) => ({ base, suite, component }))
    .filter(({ base }) => /^https?:/.test(base));
}
