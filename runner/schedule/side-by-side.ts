import { deferred } from '../deferred.ts';
import type { Needs } from './needs.ts';
import { type Lack, type Limits, obstacle, sum } from './obstacle.ts';

export interface SideBySideOptions<Job, Result> {
  /** In the order in which they are to begin, as far as there is room for them. */
  readonly jobs: readonly Job[];
  /** Asked anew each time that something may begin. */
  readonly needs: (job: Job) => Needs;
  readonly limits: Limits;
  readonly availableMiB: () => number;
  /** `reconsider` is to be called when a job may need less than it seemed to. */
  readonly run: (job: Job, told: { signal: AbortSignal; reconsider: () => void }) => Promise<Result>;
  /** A job that waits for more than its turn; again when it lacks something else. */
  readonly onWait: (job: Job, lack: Lack) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs all jobs, as many at once as the limits and the memory let. A small one may begin before a large one that waits
 * for room. Resolves with the results in the order of the jobs. When one rejects or `signal` aborts, no more begin, the
 * others are told to end, and when they have, it rejects with the first reason.
 */
export async function runSideBySide<Job, Result>(options: SideBySideOptions<Job, Result>): Promise<Result[]> {
  const { jobs, needs, limits, availableMiB, run, onWait, signal } = options;
  const results: Result[] = [];
  const waiting = new Set(jobs.keys());
  const running = new Map<number, Promise<void>>();
  const lacked = new Map<number, Lack['lacks']>();
  const stop = new AbortController();
  const untilStopped = AbortSignal.any([signal, stop.signal]);
  let wake = deferred();
  let idleMiB = 0;

  const begin = (index: number, job: Job) => {
    waiting.delete(index);
    const reconsider = () => {
      wake.resolve();
    };
    // A signal of its own: whoever listens to it is not one of too many.
    const told = { signal: AbortSignal.any([untilStopped]), reconsider };
    const ended = run(job, told)
      .then((result) => {
        results[index] = result;
      })
      .catch((error: unknown) => {
        stop.abort(error);
      })
      .finally(() => running.delete(index));
    running.set(index, ended);
  };
  /** What those that run may still take is not free, however little they have taken by now. */
  const beginAll = () => {
    const availableNowMiB = availableMiB();
    if (running.size === 0) idleMiB = availableNowMiB;
    let begunMiB = 0;
    for (const index of waiting) {
      const job = jobs[index] as Job;
      const needed = needs(job);
      const others = [...running.keys()].map((each) => needs(jobs[each] as Job));
      const promisedMiB = sum(others.map(({ memoryMiB }) => memoryMiB));
      const leftMiB = Math.min(idleMiB - promisedMiB, availableNowMiB - begunMiB);
      const found = obstacle(needed, { running: others, limits, leftMiB });
      if (found?.lacks === 'turn') return;
      if (found && found.lacks !== lacked.get(index)) onWait(job, found);
      if (found) lacked.set(index, found.lacks);
      else {
        begin(index, job);
        begunMiB += needed.memoryMiB;
      }
    }
  };

  while (waiting.size + running.size > 0) {
    if (untilStopped.aborted) await Promise.all(running.values());
    if (untilStopped.aborted) break;
    wake = deferred();
    beginAll();
    await Promise.race([...running.values(), wake.promise]);
  }
  untilStopped.throwIfAborted();
  return results;
}
