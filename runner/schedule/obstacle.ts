import type { Needs } from './needs.ts';

/** How much may be under way at once. */
export interface Limits {
  readonly runs: number;
  readonly cpus: number;
}

/** What a run lacks for beginning beside others; as many as may be are under way where it is but a `turn`. */
export type Obstacle = Lack | { readonly lacks: 'turn' };

export type Lack =
  | { readonly lacks: 'memory'; readonly neededMiB: number; readonly leftMiB: number }
  | { readonly lacks: 'machines' | 'processors' };

/** Null where it can. One alone always may: else it would never run. */
export function obstacle(
  needs: Needs,
  { running, limits, leftMiB }: { running: readonly Needs[]; limits: Limits; leftMiB: number },
): Obstacle | null {
  if (running.length === 0) return null;
  if (running.length >= limits.runs) return { lacks: 'turn' };
  // Names do not tell whether two machines are the same one.
  if (needs.isOnRealMachines && running.some((each) => each.isOnRealMachines)) return { lacks: 'machines' };
  if (sum([...running, needs].map(({ cpus }) => cpus)) > limits.cpus) return { lacks: 'processors' };
  // Those without virtual machines take none.
  if (needs.memoryMiB > 0 && needs.memoryMiB > leftMiB)
    return { lacks: 'memory', neededMiB: needs.memoryMiB, leftMiB };
  return null;
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
