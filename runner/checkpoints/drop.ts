import { rm } from 'node:fs/promises';
import type { Lab } from '../document/lab.ts';
import { labStates } from './keys.ts';
import { checkpointFolder } from './store.ts';

/** Removes the states of a lab that another one does not share. Nobody goes on from them, and nothing is laid over them. */
export async function dropCheckpoints(
  lab: Lab,
  { keep, machines }: { keep: Lab; machines: string },
): Promise<void> {
  const kept = new Set((await labStates({ lab: keep, machines })).map(({ key }) => key));
  for (const { key } of (await labStates({ lab, machines })).reverse()) {
    if (!kept.has(key)) await rm(checkpointFolder(key), { recursive: true, force: true });
  }
}
