import { readdirSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import type { Call } from './call.ts';

const sampleEveryMs = 5;

/**
 * The most memory, in bytes, that a call and all its descendants held together: the sum of their proportional set
 * sizes (proc(5): a page that several share counts once), sampled while it runs. What lives shorter than a sample is
 * missed.
 */
export async function peakMemory({ words: [file = '', ...args], options }: Call): Promise<number> {
  const child = execa(file, args, {
    ...options,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'ignore',
    reject: false,
  });
  const { pid } = child;
  if (pid === undefined) return 0;
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(
      peak,
      family(pid)
        .map(proportionalSize)
        .reduce((sum, size) => sum + size, 0),
    );
  }, sampleEveryMs);
  await child;
  clearInterval(timer);
  return peak;
}

/** A process and its descendants. */
const family = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(family)];

function childrenOf(pid: number): number[] {
  const tasks = orElse(() => readdirSync(`/proc/${pid}/task`), []);
  return tasks
    .flatMap(
      (task) =>
        orElse(() => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').match(/\d+/g), null) ?? [],
    )
    .map(Number);
}

function proportionalSize(pid: number): number {
  const text = orElse(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'), '');
  return 1024 * Number(/^Pss:\s*(\d+) kB/m.exec(text)?.[1] ?? 0);
}

/** A process may end while it is looked at. */
function orElse<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
