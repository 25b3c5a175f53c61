import { askLimitMs } from '../checks/ask.ts';
import type { Item, Lab, Step } from '../document/lab.ts';
import type { Host } from '../hosts/host.ts';
import type { Report } from '../report/report.ts';

/** How long each block and check took on these very hosts when nothing was left out; milliseconds. */
export interface Took {
  /** By id: the slowest of its hosts. */
  readonly byId: ReadonlyMap<string, number>;
  /** The longest single ask of a check. */
  readonly longestAskMs: number;
}

const patience = 3;
/** Whatever is quick may take this long all the same, on a machine that has other things to do. */
export const graceMs = 10_000;

export function tookIn({ steps }: Pick<Report, 'steps'>): Took {
  const byId = new Map<string, number>();
  let longestAskMs = 0;
  for (const { blocks, checks } of steps) {
    for (const { id, durationMs } of [...blocks, ...checks])
      byId.set(id, Math.max(byId.get(id) ?? 0, durationMs));
    for (const { durationMs, attempts } of checks)
      longestAskMs = Math.max(longestAskMs, durationMs / Math.max(1, attempts));
  }
  return { byId, longestAskMs };
}

/** What a block or a check may take, going by what it took; milliseconds. */
export const enoughMs = (took: Took, { id, besidesMs = graceMs }: { id: string; besidesMs?: number }) =>
  patience * (took.byId.get(id) ?? Infinity) + besidesMs;

/** How long the rest of a step may take, much of which may hang; milliseconds. */
export function restMs(took: Took, { items }: Step): number {
  const tookMs = items.reduce((sum, { id }) => sum + (took.byId.get(id) ?? 0), 0);
  return patience * tookMs + 6 * graceMs;
}

/**
 * The lab with no more time than its blocks and checks can need here. What hangs, or never comes, without the line that
 * was left out would else take its whole `timeout` or `within`, which are made for the slowest machine. `extraMs` is
 * what leaving the line out may save: what goes on meanwhile has that much less time before it is asked for.
 */
export function limitTimes(
  lab: Lab,
  {
    took,
    extraMs,
    slowness,
    asSlow,
  }: {
    took: Took;
    extraMs: number;
    /** By which the document's times are multiplied, and by which these will be. */
    slowness: number;
    asSlow: number;
  },
): Lab {
  const limit = (id: string, timeMs: number) =>
    Math.min(timeMs * slowness, enoughMs(took, { id }) + extraMs) / asSlow;
  const limitItem = (item: Item): Item =>
    item.kind === 'check'
      ? {
          ...item,
          withinMs: limit(item.id, item.withinMs),
          holdsMs: (item.holdsMs * slowness) / asSlow,
        }
      : { ...item, timeoutMs: limit(item.id, item.timeoutMs) };
  return { ...lab, steps: lab.steps.map((step) => ({ ...step, items: step.items.map(limitItem) })) };
}

/** The hosts, with less patience for a single ask, too: no answer is what many a line left out leads to. */
export function impatientHosts(hosts: ReadonlyMap<string, Host>, { longestAskMs }: Took): Map<string, Host> {
  const enough = (patience * longestAskMs + graceMs) / askLimitMs;
  return new Map(
    [...hosts].map(([name, host]) => [name, { ...host, slowness: Math.min(host.slowness, enough) }]),
  );
}
