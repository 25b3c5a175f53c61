import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

/** Says in a folder of ours for which working folder it was made. */
const label = 'made-for';

/**
 * Makes a folder for the file tree that becomes an image. As root that is the working folder itself. Without root the
 * tree belongs to the user ids of a namespace (subuid(5)), which can't enter our home: a folder in /var/tmp then.
 */
export async function makeTreeFolder(workFolder: string): Promise<{ path: string; remove(): Promise<void> }> {
  if (process.getuid?.() === 0) return { path: workFolder, remove: () => Promise.resolve() };
  await sweepTreeFolders();
  await mkdir(treeFolders(), { recursive: true });
  const path = await mkdtemp(join(treeFolders(), 'tree-'));
  await writeFile(join(path, label), workFolder);
  await chmod(path, 0o1777);
  return { path, remove: () => removeTrees([path]) };
}

/** Removes the folders of dead builds: those whose working folder is no longer there. */
export async function sweepTreeFolders(): Promise<void> {
  const names = await readdir(treeFolders()).catch(() => []);
  const states = await Promise.all(
    names.map(async (name) => ({ path: join(treeFolders(), name), isUsed: await isUsed(name) })),
  );
  await removeTrees(states.filter((state) => !state.isUsed).map(({ path }) => path));
}

/** As the root of a namespace that has those user ids, too. */
async function removeTrees(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  await execa('unshare', ['--map-auto', '--map-root-user', 'rm', '-rf', ...paths], { reject: false });
}

async function isUsed(name: string): Promise<boolean> {
  const workFolder = await readFile(join(treeFolders(), name, label), 'utf8').catch(() => '');
  return existsSync(workFolder);
}

function treeFolders(): string {
  return `/var/tmp/lab-${process.getuid?.() ?? 0}`;
}
