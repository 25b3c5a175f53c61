import { createInterface } from 'node:readline';
import { startLeashed } from './leashed.ts';

/** Status by which flock says that somebody else has the lock. */
const taken = 75;

export interface Lock {
  release(): Promise<void>;
}

export interface LockOptions {
  /** Made if absent. */
  readonly path: string;
  /** Many may hold it at once, as long as nobody holds it alone. */
  readonly isShared?: boolean;
  readonly signal: AbortSignal;
  /** Called when somebody else holds it. */
  readonly onWait: () => void;
}

/**
 * Takes a lock on a file, by default an exclusive one. It is held by a child process on a leash, so no death leaves it
 * locked, and none leaves anybody waiting.
 */
export async function takeLock({ path, isShared = false, signal, onWait }: LockOptions): Promise<Lock> {
  const atOnce = await tryLock({ path, isShared, signal });
  if (atOnce) return atOnce;
  onWait();
  const later = await startFlock({ words: [], path, isShared, signal });
  if (later) return later;
  throw new Error(`Cannot lock ${path}: flock took it and was gone`);
}

/** Takes a lock if nobody has it; null where somebody does. */
export function tryLock(options: Omit<LockOptions, 'onWait'>): Promise<Lock | null> {
  return startFlock({ words: ['--nonblock', '--conflict-exit-code', String(taken)], ...options });
}

async function startFlock({
  words,
  path,
  isShared = false,
  signal,
}: Omit<LockOptions, 'onWait'> & { words: readonly string[] }): Promise<Lock | null> {
  const kind = isShared ? '--shared' : '--exclusive';
  const holder = ['sh', '-c', 'echo locked; exec sleep infinity'];
  const hold = new AbortController();
  const giveUp = () => {
    hold.abort();
  };
  // Only the wait is given up: what the lock guards is put away before it is released.
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  const command = ['flock', ...words, kind, '--no-fork', path, ...holder];
  const child = startLeashed({ command, signal: hold.signal });
  const release = async (): Promise<void> => {
    hold.abort();
    await child;
  };
  try {
    for await (const line of createInterface({ input: child.stdout }))
      if (line === 'locked') return { release };
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  const { exitCode, stderr } = await child;
  signal.throwIfAborted();
  if (exitCode === taken) return null;
  throw new Error(`Cannot lock ${path}: ${stderr.trim()}`);
}
