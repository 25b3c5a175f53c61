import { join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../package-root.ts';

const leash = join(packageRoot, 'runner/hosts/vm/leash.sh');

/**
 * Starts a command whose whole process group ends when `signal` aborts, and when this process is gone, however that
 * came. The promise resolves once nothing of it holds its output open.
 */
export function startLeashed({ command, signal }: { command: readonly string[]; signal: AbortSignal }) {
  const child = execa('sh', [leash, ...command], { stdin: 'pipe', buffer: { stdout: false }, reject: false });
  // Not by a signal to the shell, which would leave its children: the end of its standard input is the word.
  const letGo = () => child.stdin.end();
  signal.addEventListener('abort', letGo, { once: true });
  if (signal.aborted) letGo();
  void child.finally(() => {
    signal.removeEventListener('abort', letGo);
  });
  return child;
}
