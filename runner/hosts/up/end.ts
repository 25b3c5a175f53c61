import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '../vm/runs.ts';
import type { UpLab } from './description.ts';

/** Ends a lab that is up: its hosts and all its files. Resolves when nothing of it is left. */
export async function endUp({ folder }: UpLab): Promise<void> {
  const pid = Number(await readFile(join(folder, 'supervisor.pid'), 'utf8').catch(() => Number.NaN));
  // As long as the lock is held, the number is the supervisor's and nobody else's.
  if (!Number.isInteger(pid) || !(await isAlive(folder))) return;
  process.kill(pid, 'SIGTERM');
  while (await isAlive(folder)) await delay(20);
}
