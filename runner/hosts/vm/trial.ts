import { text } from 'node:stream/consumers';
import type { EngineKind } from './engine-kind.ts';
import type { Image } from './image.ts';
import { startLeashed } from './leashed.ts';
import { runWorkload, workloadSeconds } from './workload.ts';

/** What a trial start of an engine showed. */
export interface EngineTrial {
  readonly works: boolean;
  /** How many times slower than this machine, rounded; 1 where it does not work. */
  readonly slowness: number;
  /** Why it does not work; empty where it does. */
  readonly why: string;
}

/**
 * Starts an engine once and measures it. `/dev/kvm` may be there and useless, and user-mode Linux may not know this
 * processor: only a start tells. `folder` is empty, and the caller removes it.
 */
export async function trialEngine(options: {
  kind: EngineKind;
  image: Image;
  folder: string;
  signal: AbortSignal;
}): Promise<EngineTrial> {
  const { kind, image, folder, signal } = options;
  const { limitMs, leastSlowness, passed } = kind.trial;
  const failed = (why: string): EngineTrial => ({ works: false, slowness: 1, why });
  const problem = await kind.trial.problem(image);
  if (problem !== null) return failed(problem);
  // Times of a document mean a machine with KVM: with that there is nothing to measure.
  const isMeasure = leastSlowness === 1;
  const before = isMeasure ? 0 : await runWorkload({ image, signal });
  const limit = AbortSignal.timeout(limitMs);
  const child = startLeashed({
    command: kind.trial.command({ image, folder }),
    signal: AbortSignal.any([signal, limit]),
  });
  const console = await text(child.stdout);
  const result = await child;
  signal.throwIfAborted();
  if (limit.aborted) return failed(`a trial start hung for ${limitMs / 1000} s`);
  const guestSeconds = workloadSeconds(console);
  if (guestSeconds === null || (passed !== null && !console.includes(passed)))
    return failed(`a trial start failed: ${whyIn(console, result)}`);
  if (isMeasure) return { works: true, slowness: 1, why: '' };
  // At its best, too: others may be at work on this machine at one time and not at the other.
  const hereSeconds = Math.min(before, await runWorkload({ image, signal }));
  return { works: true, slowness: Math.max(leastSlowness, Math.round(guestSeconds / hereSeconds)), why: '' };
}

/** One line. */
function whyIn(console: string, { stderr, exitCode }: { stderr: string; exitCode?: number }): string {
  const panic = /Kernel panic - not syncing: .*/.exec(console)?.[0];
  const lastWords = stderr.trim().split('\n').at(-1) ?? '';
  return panic ?? (lastWords === '' ? `status ${exitCode ?? 'unknown'}` : lastWords);
}
