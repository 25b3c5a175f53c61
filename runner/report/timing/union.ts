import type { Span } from '../recording/index.ts';

/** How much time at least one of the spans covers, in milliseconds. */
export function unionMs(spans: readonly Span[]): number {
  let coveredMs = 0;
  let reachedMs = -Infinity;
  for (const { startMs, endMs } of spans.toSorted((one, other) => one.startMs - other.startMs)) {
    coveredMs += Math.max(0, endMs - Math.max(startMs, reachedMs));
    reachedMs = Math.max(reachedMs, endMs);
  }
  return coveredMs;
}
