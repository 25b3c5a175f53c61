import { createHash } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { type Apt, type PackageVersion, poolFolder, withApt } from './apt.ts';
import { buildFolder } from './built-folder.ts';
import { cacheFolder } from './cache-folder.ts';
import { ensureContainers } from './containers.ts';
import type { Image } from './image.ts';
import {
  archiveName,
  hostNames,
  listName,
  mirrorDefaults,
  packagesIndex,
  poolName,
  releaseFile,
} from './mirror-files.ts';
import { type Activity, type OnProgress, startActivity } from './progress.ts';

/** What the hosts of a lab install from, without a network. */
export interface Mirror {
  /** Raw read-only ext4 image. */
  readonly disk: string;
  /** The tree that LXC's debian template copies; null where no lab package can use it. */
  readonly containersDisk: string | null;
}

export interface MirrorOptions {
  readonly image: Image;
  readonly packages: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** The mirror for a list of packages, built on first use. Rejects with apt's own words where there is no such package. */
export async function ensureMirror({ image, packages, signal, onProgress }: MirrorOptions): Promise<Mirror> {
  const wanted = [...new Set(packages)].sort();
  const hash = createHash('sha256')
    .update(['mirror 2', image.hash, ...wanted].join('\n'))
    .digest('hex')
    .slice(0, 16);
  const activity = startActivity({ activity: 'mirror', onProgress });
  const containers = wanted.some((name) => name.startsWith('lxc'))
    ? await ensureContainers({ signal, onProgress })
    : null;
  const statuses = [image.dpkgStatus, ...(containers ? [containers.dpkgStatus] : [])];
  const folder = await buildFolder({
    folder: join(cacheFolder(), 'mirrors', hash),
    signal,
    activity,
    build: async (temporaryFolder) => {
      await buildMirror({ folder: temporaryFolder, packages: wanted, statuses, activity, signal });
    },
  });
  return { disk: join(folder, 'mirror.ext4'), containersDisk: containers?.disk ?? null };
}

interface BuildMirrorOptions {
  readonly folder: string;
  readonly packages: readonly string[];
  readonly statuses: readonly string[];
  readonly activity: Activity;
  readonly signal: AbortSignal;
}

async function buildMirror({
  folder,
  packages,
  statuses,
  activity,
  signal,
}: BuildMirrorOptions): Promise<void> {
  activity.step('reading package lists');
  const onWait = (): void => {
    activity.step('waiting for another run that is downloading packages');
  };
  const tree = join(folder, 'tree');
  await withApt({
    signal,
    onWait,
    use: async (apt) => {
      const found = await downloadAll({ apt, packages, statuses, activity });
      await writeRepository({ tree, apt, found });
      await Promise.all(
        found.map((one) => link(join(poolFolder(), archiveName(one)), join(tree, 'pool', poolName(one)))),
      );
    },
  });
  const { stdout } = await execa('du', ['-sm', tree], { cancelSignal: signal });
  const megabytes = Number.parseInt(stdout, 10);
  activity.step(`packing ${megabytes} MB`);
  // Room for the file system's own tables; the image is sparse.
  const size = `${Math.ceil(megabytes * 1.1) + 16}M`;
  await execa(
    'mke2fs',
    ['-q', '-t', 'ext4', '-O', '^has_journal', '-m', '0', '-d', tree, join(folder, 'mirror.ext4'), size],
    { cancelSignal: signal },
  );
  await rm(tree, { recursive: true });
  activity.end(`built the package mirror, ${megabytes} MB`);
}

async function downloadAll(options: {
  apt: Apt;
  packages: readonly string[];
  statuses: readonly string[];
  activity: Activity;
}): Promise<PackageVersion[]> {
  const { apt, packages, statuses, activity } = options;
  if (packages.length === 0) return [];
  const found = new Map<string, PackageVersion>();
  for (const dpkgStatus of statuses) {
    activity.step(`downloading ${packages.join(', ')} and what they need`);
    for (const one of await apt.download({ packages, dpkgStatus })) found.set(poolName(one), one);
  }
  return [...found.values()];
}

/** Writes suites, lists, sources and host names as the guest wants them; see content/image/initramfs/init. */
async function writeRepository({
  tree,
  apt,
  found,
}: {
  tree: string;
  apt: Apt;
  found: readonly PackageVersion[];
}): Promise<void> {
  const { stdout: architecture } = await execa('dpkg', ['--print-architecture']);
  const release = /^VERSION_CODENAME=(\w+)/m.exec(await readFile('/etc/os-release', 'utf8'))?.[1] ?? 'stable';
  const records = await apt.records(found);
  const full = packagesIndex(found.map((one, at) => ({ record: records[at] ?? '', package: one })));
  const sources = (await apt.sources()).filter(
    ({ suite, component }) => component === 'main' && (suite === release || suite.startsWith(`${release}-`)),
  );
  const template = await lxcTemplate(found);
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), text);
  };
  await mkdir(join(tree, 'pool'), { recursive: true });
  const suites = new Set([
    release,
    `${release}-security`,
    `${release}-updates`,
    'stable',
    'stable-security',
    'testing',
    ...sources.map(({ suite }) => suite),
  ]);
  for (const suite of suites) {
    const index = suite === release || suite === 'stable' ? full : '';
    const text = releaseFile({ suite, architecture, index });
    await put(`dists/${suite}/Release`, text);
    await put(`dists/${suite}/main/binary-${architecture}/Packages`, index);
    // LXC's template asks for this one of `testing`.
    await put(
      `dists/${suite}/main/binary-${architecture}/Release`,
      `Archive: ${suite}\nComponent: main\nArchitecture: ${architecture}\n`,
    );
    for (const { base } of sources.filter((source) => source.suite === suite)) {
      await put(`lists/${listName(`${base}dists/${suite}/Release`)}`, text);
      await put(`lists/${listName(`${base}dists/${suite}/main/binary-${architecture}/Packages`)}`, index);
    }
  }
  await put(
    'sources.list',
    sources
      .map(({ base, suite }) => `deb [trusted=yes] ${base.replace(/^https:/, 'http:')} ${suite} main\n`)
      .join(''),
  );
  await put(
    'hosts',
    hostNames([...sources.map(({ base }) => base), mirrorDefaults(template)].join('\n'))
      .map((name) => `${name}\n`)
      .join(''),
  );
}

/** Text of LXC's debian template, which names the archive's hosts; empty where the package is not among these. */
async function lxcTemplate(found: readonly PackageVersion[]): Promise<string> {
  const named = found.find(({ name }) => name === 'lxc-templates');
  if (!named) return '';
  const { stdout } = await execa('sh', [
    '-c',
    'dpkg-deb --fsys-tarfile "$1" | tar -xO ./usr/share/lxc/templates/lxc-debian',
    'sh',
    join(poolFolder(), archiveName(named)),
  ]);
  return stdout;
}
