import { join } from 'node:path';
import { buildFolder } from './built-folder.ts';
import { cacheFolder } from './cache-folder.ts';
import { fingerprint } from './fingerprint.ts';
import { releaseFiles } from './image.ts';
import { type OnProgress, startActivity } from './progress.ts';
import { recipeFolder, runRecipe } from './recipe.ts';

/** What containers are made from, without a network. */
export interface Containers {
  /** Raw ext4 image for `/var/cache/lxc/debian`, where LXC's debian template looks for a tree to copy. */
  readonly disk: string;
  /** What is installed in a container that was just made. */
  readonly dpkgStatus: string;
}

/** The containers' disk, built on first use. */
export async function ensureContainers({
  signal,
  onProgress,
}: {
  signal: AbortSignal;
  onProgress: OnProgress;
}): Promise<Containers> {
  const hash = await fingerprint([recipeFolder, ...releaseFiles]);
  const activity = startActivity({ activity: 'containers', onProgress });
  const folder = await buildFolder({
    folder: join(cacheFolder(), 'containers', hash),
    neededMiB: 700,
    signal,
    activity,
    build: async (temporaryFolder) => {
      activity.step('building the file tree of LXC containers');
      await runRecipe({ script: 'containers.mjs', workFolder: temporaryFolder, activity, signal });
      activity.end('built the file tree of LXC containers');
    },
  });
  return { disk: join(folder, 'containers.ext4'), dpkgStatus: join(folder, 'dpkg-status') };
}
