import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { cacheFolder } from './cache-folder.ts';
import { takeLock } from './lock.ts';

/** A package as it would be installed. */
export interface PackageVersion {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
}

/** This machine's apt, with its sources, and lists and downloads of our own: works as any user, changes nothing. */
export interface Apt {
  /** What installing `packages` would add to a system that has what its dpkg status file says; downloads it. */
  download(request: { packages: readonly string[]; dpkgStatus: string }): Promise<PackageVersion[]>;
  /** apt's records of these packages, in the same order. */
  records(packages: readonly PackageVersion[]): Promise<string[]>;
  /** `http` sources of Debian's own packages: base address, suite, component. */
  sources(): Promise<{ base: string; suite: string; component: string }[]>;
}

/** Folder of downloaded packages, shared by all mirrors. */
export function poolFolder(): string {
  return join(cacheFolder(), 'pool');
}

/** Calls `use` with apt once its lists are up to date; one run at a time. */
export async function withApt<T>(options: {
  signal: AbortSignal;
  onWait: () => void;
  use: (apt: Apt) => Promise<T>;
}): Promise<T> {
  const { signal, onWait, use } = options;
  const state = join(cacheFolder(), 'apt');
  await mkdir(join(state, 'lists/partial'), { recursive: true });
  await mkdir(join(poolFolder(), 'partial'), { recursive: true });
  const lock = await takeLock({ path: `${state}.lock`, signal, onWait });
  try {
    const run = aptRunner({ state, signal });
    await run({ command: 'apt-get', words: ['update'] });
    return await use({
      download: (request) => download({ run, ...request }),
      records: async (packages) => {
        if (packages.length === 0) return [];
        const words = ['show', '--', ...packages.map(({ name, version }) => `${name}=${version}`)];
        return (await run({ command: 'apt-cache', words })).trim().split(/\n\n+/);
      },
      sources: async () => {
        const format = '$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(CREATED_BY)|$(ORIGIN)';
        const text = await run({
          command: 'apt-get',
          words: ['indextargets', '--format', format, 'Identifier: Packages'],
        });
        return text
          .split('\n')
          .map((line) => line.split('|'))
          .filter(([base = '']) => /^https?:/.test(base))
          .map(([base = '', suite = '', component = '']) => ({ base, suite, component }));
      },
    });
  } finally {
    await lock.release();
  }
}

type Run = (call: { command: string; words: readonly string[]; dpkgStatus?: string }) => Promise<string>;

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
    // Ours is no system to be put right by hooks of this machine.
    'DPkg::Pre-Install-Pkgs::=',
  ];
  return async ({ command, words, dpkgStatus = '/dev/null' }) => {
    const options = [...settings, `Dir::State::status=${dpkgStatus}`].flatMap((setting) => ['-o', setting]);
    const { stdout } = await execa(command, [...options, ...words], {
      cancelSignal: signal,
      env: { LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
    });
    return stdout;
  };
}

async function download({
  run,
  packages,
  dpkgStatus,
}: {
  run: Run;
  packages: readonly string[];
  dpkgStatus: string;
}) {
  const words = ['-y', 'install', '--', ...packages];
  const simulation = await run({ command: 'apt-get', words: ['--simulate', ...words], dpkgStatus });
  await run({ command: 'apt-get', words: ['--download-only', ...words], dpkgStatus });
  // Inst lxc (1:5.0.2-1 Debian:12.15/oldstable [amd64])      Inst libc6 [2.36-9] (2.36-10 …
  const lines = simulation.matchAll(/^Inst (\S+)(?: \[\S+\])? \((\S+) .*\[(\w+)\]\)/gm);
  return Array.from(lines, ([, name = '', version = '', architecture = '']) => ({
    name,
    version,
    architecture,
  }));
}
