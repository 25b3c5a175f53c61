import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { runPrefix, runsFolder } from './run-folder.ts';

/** Folders of the runs of this user that are alive: a supervisor holds its run's lock for as long as it lives. */
export async function listRuns(): Promise<string[]> {
  const names = await readdir(runsFolder()).catch(() => []);
  const folders = names.filter((name) => name.startsWith(runPrefix)).map((name) => join(runsFolder(), name));
  const alive = await Promise.all(folders.map(isAlive));
  return folders.filter((_, index) => alive[index]);
}

export async function isAlive(folder: string): Promise<boolean> {
  const words = [
    '--nonblock',
    '--shared',
    '--conflict-exit-code',
    '75',
    '--no-fork',
    join(folder, 'lock'),
    'true',
  ];
  // Only a file that is there can be held; flock would make one.
  const { exitCode } = await execa('sh', ['-c', '[ -e "$6" ] && exec flock "$@"', 'sh', ...words], {
    reject: false,
  });
  return exitCode === 75;
}
