import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { engineNames } from '../../report/report.ts';

const schema = z.object({
  /** Of the agent that has the sessions: another version of `lab` may not understand it. */
  agent: z.string(),
  lab: z.string(),
  /** Absolute path, as it was when the lab was brought up. */
  document: z.string(),
  title: z.string(),
  /** The last step that was done; null where none was. */
  step: z.string().nullable(),
  /** What failed then: the block or the check, and its step. Null where nothing did. */
  failed: z.object({ step: z.string(), item: z.string() }).nullable(),
  /** ISO 8601. */
  since: z.string(),
  engine: z.enum(engineNames),
  slowness: z.number().min(1),
  hosts: z.array(z.object({ name: z.string(), memoryMiB: z.number() })),
});

/** What a lab that is up says of itself, in `up.json` of its run's folder. */
export type UpDescription = z.infer<typeof schema>;

/** A lab whose hosts stay up without a `lab` that owns them. */
export interface UpLab extends UpDescription {
  /** The run's folder, with one folder a host. */
  readonly folder: string;
}

const pathIn = (folder: string): string => join(folder, 'up.json');

/** Written beside and renamed: a reader sees all of it or nothing. */
export async function describeUp({ folder, ...description }: UpLab): Promise<void> {
  const path = pathIn(folder);
  await writeFile(`${path}.new`, `${JSON.stringify(description, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

/** Null where the run in this folder is not up, or another version of `lab` wrote what we can't read. */
export async function readUp(folder: string): Promise<UpLab | null> {
  try {
    const description = schema.parse(JSON.parse(await readFile(pathIn(folder), 'utf8')));
    return { folder, ...description };
  } catch {
    return null;
  }
}
