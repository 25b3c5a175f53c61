import { createInterface } from 'node:readline';
import { execa } from 'execa';

/** Status by which flock says that somebody else has the lock. */
const taken = 75;

export interface LockOptions {
  /** Made if absent. */
  readonly path: string;
  readonly signal: AbortSignal;
  /** Called when somebody else holds it. */
  readonly onWait: () => void;
}

/**
 * Takes an exclusive lock on a file. It is held by a child process whose standard input ends with us, so no death
 * leaves it locked.
 */
export async function takeLock({ path, signal, onWait }: LockOptions): Promise<{ release(): Promise<void> }> {
  const atOnce = await startFlock({
    words: ['--nonblock', '--conflict-exit-code', String(taken)],
    path,
    signal,
  });
  if (atOnce) return atOnce;
  onWait();
  const later = await startFlock({ words: [], path, signal });
  if (later) return later;
  throw new Error(`Cannot lock ${path}: flock took it and was gone`);
}

/** Null where the lock is taken. */
async function startFlock({
  words,
  path,
  signal,
}: {
  words: readonly string[];
  path: string;
  signal: AbortSignal;
}) {
  const holder = ['sh', '-c', 'echo locked; exec cat > /dev/null'];
  const child = execa('flock', [...words, '--no-fork', path, ...holder], {
    cancelSignal: signal,
    buffer: { stdout: false },
    reject: false,
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'locked') continue;
    const release = async (): Promise<void> => {
      child.stdin.end();
      await child;
    };
    return { release };
  }
  const { exitCode, stderr } = await child;
  signal.throwIfAborted();
  if (exitCode === taken) return null;
  throw new Error(`Cannot lock ${path}: ${stderr.trim()}`);
}
