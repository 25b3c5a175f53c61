import { join } from 'node:path';
import type { Image } from './image.ts';
import { callLeashed } from './leashed.ts';
import { recipeFolder } from './recipe.ts';

/** Seconds that the workload took, at its best; null where its output has none. */
export function workloadSeconds(output: string): number | null {
  const turns = Array.from(
    output.matchAll(/^lab-trial (\d+\.\d+) (\d+\.\d+)\s*$/gm),
    ([, start, end]) => Number(end) - Number(start),
  );
  // /proc/uptime counts hundredths.
  return turns.length === 0 ? null : Math.max(0.01, Math.min(...turns));
}

/** Runs the workload on this machine, with the shell that hosts run it with. */
export async function runWorkload({ image, signal }: { image: Image; signal: AbortSignal }): Promise<number> {
  const script = join(recipeFolder, 'initramfs/workload');
  const stdout = await callLeashed({ command: [image.busybox, 'sh', script, image.busybox], signal });
  const seconds = workloadSeconds(stdout);
  if (seconds === null)
    throw new Error(`Cannot measure this machine: the workload said ${JSON.stringify(stdout)}`);
  return seconds;
}
