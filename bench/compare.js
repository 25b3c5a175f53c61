import { performance } from 'node:perf_hooks';
import { execaSync } from 'execa';

/** Milliseconds of wall clock that a process takes, start to end. */
export function timeMs([file, ...args], { cwd } = {}) {
  const startedMs = performance.now();
  execaSync(file, args, { cwd, stdin: 'ignore', maxBuffer: 1 << 28 });
  return performance.now() - startedMs;
}

/**
 * Times two commands in turn, so that what else the machine does falls on both, and gives the median of each.
 * A first round that warms the caches does not count.
 */
export function compare({ ours, theirs, rounds, cwd }) {
  const times = Array.from({ length: rounds + 1 }, () => [
    timeMs(ours, { cwd }),
    timeMs(theirs, { cwd }),
  ]).slice(1);
  return { oursMs: median(times.map(([time]) => time)), theirsMs: median(times.map(([, time]) => time)) };
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
