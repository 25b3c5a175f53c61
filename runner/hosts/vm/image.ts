import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildFolder } from './built-folder.ts';
import { cacheFolder } from './cache-folder.ts';
import { fingerprint } from './fingerprint.ts';
import { isWhole } from './inventory.ts';
import { type OnProgress, startActivity } from './progress.ts';
import { recipeFolder, runRecipe } from './recipe.ts';

/** What every host is made from; absolute paths. */
export interface Image {
  /** Names this very build: recipe, release and apt sources. */
  readonly hash: string;
  /** Raw ext4 file system, the base of every host's disk. */
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
  /** Null where Debian has none for this machine. */
  readonly uml: UmlKernel | null;
  /** The static busybox that the initramfs has; runs on this machine, too. */
  readonly busybox: string;
  /** dpkg's status file of the image: what is installed. */
  readonly dpkgStatus: string;
}

/** User-mode Linux, whose modules are in the image. */
export interface UmlKernel {
  /** Of its Debian package and of what is preloaded. */
  readonly version: string;
  readonly path: string;
  /** A library that it needs on some processors (content/image/uml/xstate.c). */
  readonly preload: string;
}

/** Size of the image's file system, sparse on this machine; a host's disk is never smaller. */
export const imageMiB = 8192;

/** Files that decide what Debian packages this machine would get. */
export const releaseFiles = ['/etc/os-release', '/etc/apt/sources.list', '/etc/apt/sources.list.d'];

/** The image, built on first use. */
export async function ensureImage({
  signal,
  onProgress,
}: {
  signal: AbortSignal;
  onProgress: OnProgress;
}): Promise<Image> {
  const hash = await imageHash();
  const activity = startActivity({ activity: 'image', onProgress });
  const folder = await buildFolder({
    folder: imageFolder(hash),
    neededMiB: 1000,
    signal,
    activity,
    build: async (temporaryFolder) => {
      activity.step('building the image of a host');
      await runRecipe({ script: 'recipe.mjs', workFolder: temporaryFolder, activity, signal });
      activity.end('built the image of a host');
    },
  });
  return imageIn({ folder, hash });
}

/** The image, if it has been built. */
export async function builtImage(): Promise<Image | null> {
  const hash = await imageHash();
  const folder = imageFolder(hash);
  return (await isWhole(folder)) ? imageIn({ folder, hash }) : null;
}

function imageHash(): Promise<string> {
  return fingerprint([recipeFolder, ...releaseFiles]);
}

function imageFolder(hash: string): string {
  return join(cacheFolder(), 'images', hash);
}

async function imageIn({ folder, hash }: { folder: string; hash: string }): Promise<Image> {
  const version = await readFile(join(folder, 'uml-version'), 'utf8').catch(() => null);
  const uml =
    version === null
      ? null
      : {
          version: version.trim(),
          path: join(folder, 'linux.uml'),
          preload: join(folder, 'xstate.so'),
        };
  return {
    hash,
    disk: join(folder, 'root.ext4'),
    kernel: join(folder, 'vmlinuz'),
    initrd: join(folder, 'initrd'),
    uml,
    busybox: join(folder, 'busybox'),
    dpkgStatus: join(folder, 'dpkg-status'),
  };
}
