import { createInterface } from 'node:readline';
import { execa } from 'execa';

/**
 * Takes an exclusive lock on a file (made if absent). It is held by a child process whose standard input ends with
 * us, so no death leaves it locked. `onWait` is called when somebody else holds it.
 */
export async function takeLock({
  path,
  signal,
  onWait,
}: {
  path: string;
  signal: AbortSignal;
  onWait: () => void;
}) {
  const script = 'flock -n 9 || { echo waiting; flock 9; }; echo locked; exec cat > /dev/null';
  const child = execa('sh', ['-c', `exec 9>>"$1"; ${script}`, 'sh', path], {
    cancelSignal: signal,
    buffer: false,
    reject: false,
    stderr: 'inherit',
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'waiting') onWait();
    else break;
  }
  signal.throwIfAborted();
  return {
    release: async (): Promise<void> => {
      child.stdin.end();
      await child;
    },
  };
}
