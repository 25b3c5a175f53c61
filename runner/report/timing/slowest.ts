import type { Recording } from '../recording/index.ts';
import { showPlace } from '../text/index.ts';

/** A single thing that took time. */
export interface SlowItem {
  readonly durationMs: number;
  readonly what: string;
  /** Where it stands in the document; null of what the machinery did. */
  readonly line: number | null;
}

/** What took longest in a run. Background blocks are left out: they last as long as their step does. */
export function slowestOf({ steps, activities, hosts }: Recording, count: number): SlowItem[] {
  const items = steps
    .flatMap((step) => step.items)
    .filter(({ span, ...item }) => span && !(item.kind === 'block' && item.background))
    .map(({ kind, line, durationMs, ...place }) => ({
      durationMs,
      line,
      what: `${kind} ${showPlace(place)}`,
    }));
  const machinery = activities.map(({ name, startMs, endMs }) => ({
    durationMs: endMs - startMs,
    line: null,
    what: hosts.some((host) => host.name === name) ? `boot of ${name}` : name,
  }));
  return [...items, ...machinery]
    .filter((each) => each.durationMs > 0)
    .sort((one, other) => other.durationMs - one.durationMs)
    .slice(0, count);
}
