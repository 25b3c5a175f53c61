import type { EventOf } from './place.ts';

/** What a run waits for: `2304 MiB of memory, of which 1200 MiB are left`. */
export function describeWaiting(event: EventOf<'waiting'>): string {
  if (event.lacks === 'memory')
    return `${event.neededMiB} MiB of memory, of which ${Math.max(0, event.leftMiB)} MiB are left`;
  return `${event.lacks} that other runs use`;
}
