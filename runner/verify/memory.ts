import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { stateFolder } from '../base-folders.ts';
import type { Lab } from '../document/lab.ts';

const schema = z.strictObject({
  version: z.literal(1),
  /** Keys of the checks that held at the last call. */
  held: z.array(z.string()),
  /** How far the hints for what was wrong first have been told; null where nothing was told. */
  hint: z.strictObject({ check: z.string(), told: z.int().min(0) }).nullable(),
});

/** What is kept between two calls about a learner's work. */
export type Memory = Readonly<Omit<z.infer<typeof schema>, 'version'>>;

export const noMemory: Memory = { held: [], hint: null };

/** Whose work: a lab, and what its hosts stand on. */
export interface WorkPlace {
  readonly lab: Lab;
  /** One text for each host, such as `host1=local`, in any order. */
  readonly places: readonly string[];
}

/** What the last call left; nothing where there is no such file, or one that is not ours. */
export async function recall(place: WorkPlace): Promise<Memory> {
  try {
    const { held, hint } = schema.parse(JSON.parse(await readFile(memoryFile(place), 'utf8')));
    return { held, hint };
  } catch {
    return noMemory;
  }
}

/** Keeps what the next call should know. Where that can't be written, the next call knows less: no failure. */
export async function remember(place: WorkPlace, memory: Memory): Promise<void> {
  const path = memoryFile(place);
  const temporary = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, `${JSON.stringify({ version: 1, ...memory })}\n`);
    await rename(temporary, path);
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/** How many hints for a check have been told; none where another thing was wrong then. */
export function toldBefore({ hint }: Memory, check: string | null): number {
  return hint !== null && hint.check === check ? hint.told : 0;
}

function memoryFile({ lab, places }: WorkPlace): string {
  // The translations of a lab are the same work.
  const identity = JSON.stringify([lab.id, dirname(resolve(lab.document)), [...places].sort()]);
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 16);
  return join(stateFolder(), 'learners', `${hash}.json`);
}
