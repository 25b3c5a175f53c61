import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Apt, type PackageVersion, withApt } from './apt.ts';
import { buildFolder } from './built-folder.ts';
import { cacheFolder } from './cache-folder.ts';
import { ensureContainers } from './containers.ts';
import type { Image } from './image.ts';
import { callLeashed } from './leashed.ts';
import { poolName } from './mirror-files.ts';
import { type Activity, type OnProgress, startActivity } from './progress.ts';
import { writeRepository } from './repository.ts';

/** Changes when the files of a mirror do, so that old ones are not taken for new. */
const layout = 'mirror 3';

/** What the hosts of a lab install from, without a network. */
export interface Mirror {
  /** Raw read-only ext4 image. */
  readonly disk: string;
  /** The tree that LXC's debian template copies; null where no package of the lab can use it. */
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
    .update([layout, image.hash, ...wanted].join('\n'))
    .digest('hex')
    .slice(0, 16);
  const hasContainers = wanted.some((name) => name.startsWith('lxc'));
  const containers = hasContainers ? await ensureContainers({ signal, onProgress }) : null;
  // What a lab installs in a host, it may install in a container, too, where other packages are there already.
  const statuses = [image.dpkgStatus, ...(containers ? [containers.dpkgStatus] : [])];
  const activity = startActivity({ activity: 'mirror', onProgress });
  const folder = await buildFolder({
    folder: join(cacheFolder(), 'mirrors', hash),
    neededMiB: 300,
    signal,
    activity,
    build: (temporaryFolder) =>
      buildMirror({ folder: temporaryFolder, packages: wanted, statuses, activity, signal }),
  });
  return { disk: join(folder, 'mirror.ext4'), containersDisk: containers?.disk ?? null };
}

async function buildMirror(options: {
  folder: string;
  packages: readonly string[];
  statuses: readonly string[];
  activity: Activity;
  signal: AbortSignal;
}): Promise<void> {
  const { folder, packages, statuses, activity, signal } = options;
  const tree = join(folder, 'tree');
  activity.step('reading package lists');
  const onWait = (): void => {
    activity.step('waiting for another run that is downloading packages');
  };
  await withApt({
    signal,
    onWait,
    use: async (apt) => {
      const found = await downloadAll({ apt, packages, statuses, activity });
      await writeRepository({ tree, apt, found, signal });
    },
  });
  const megabytes = Number.parseInt(await callLeashed({ command: ['du', '-sm', tree], signal }), 10);
  activity.step(`packing ${megabytes} MB`);
  // Room for the file system's own tables; the image is sparse.
  const size = `${Math.ceil(megabytes * 1.1) + 16}M`;
  const fileSystem = ['-q', '-t', 'ext4', '-O', '^has_journal', '-m', '0', '-d', tree];
  await callLeashed({ command: ['mke2fs', ...fileSystem, join(folder, 'mirror.ext4'), size], signal });
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
  activity.step(`looking up ${packages.join(', ')}`);
  const found = new Map<string, PackageVersion>();
  const onFile = (file: string): void => {
    activity.step(`downloading ${file}`);
  };
  for (const dpkgStatus of statuses) {
    for (const one of await apt.download({ packages, dpkgStatus, onFile })) found.set(poolName(one), one);
  }
  return [...found.values()];
}
