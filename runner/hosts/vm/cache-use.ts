import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { type Lock, takeLock, tryLock } from './lock.ts';

/** Held, shared, by everybody who needs what the cache has: while a run is prepared and for as long as it lives. */
export function cacheLock(): string {
  return join(cacheFolder(), 'use.lock');
}

/** Keeps everybody from removing images, mirrors and measurements. */
export async function useCache({
  signal,
  onWait,
}: {
  signal: AbortSignal;
  onWait: () => void;
}): Promise<Lock> {
  await mkdir(cacheFolder(), { recursive: true });
  return takeLock({ path: cacheLock(), isShared: true, signal, onWait });
}

/** Calls `change` while nobody uses the cache; null, without a call, where somebody does. */
export async function changeCache<T>(change: () => Promise<T>): Promise<T | null> {
  await mkdir(cacheFolder(), { recursive: true });
  const lock = await tryLock({ path: cacheLock(), signal: new AbortController().signal });
  if (lock === null) return null;
  try {
    return await change();
  } finally {
    await lock.release();
  }
}
