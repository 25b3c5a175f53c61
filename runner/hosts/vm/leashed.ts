import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../package-root.ts';

const leash = join(packageRoot, 'runner/hosts/vm/leash.sh');

export interface LeashedCommand {
  readonly command: readonly string[];
  readonly signal: AbortSignal;
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts a command whose whole process group ends when `signal` aborts, and when this process is gone, however that
 * came. The promise resolves once nothing of it holds its output open.
 */
export function startLeashed({ command, signal, env = {} }: LeashedCommand) {
  const child = execa('sh', [leash, ...command], {
    stdin: 'pipe',
    buffer: { stdout: false },
    reject: false,
    env,
    // A session of its own: whoever kills our process group would kill the leash too, and leave what it holds.
    detached: true,
    cleanup: false,
  });
  // Not by a signal to the shell, which would leave its children: the end of its standard input is the word.
  const letGo = () => child.stdin.end();
  signal.addEventListener('abort', letGo, { once: true });
  if (signal.aborted) letGo();
  void child.finally(() => {
    signal.removeEventListener('abort', letGo);
  });
  return child;
}

/** Runs such a command; resolves with its standard output. Rejects with the end of its errors where it fails. */
export async function callLeashed({
  onLine,
  ...call
}: LeashedCommand & { readonly onLine?: (line: string) => void }): Promise<string> {
  const child = startLeashed(call);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    onLine?.(line);
  }
  const { failed, exitCode, stderr } = await child;
  call.signal.throwIfAborted();
  if (!failed) return lines.join('\n');
  const end = stderr.trimEnd().split('\n').slice(-30).join('\n');
  throw new Error(`${call.command[0] ?? ''} ended with status ${exitCode ?? 'unknown'}: ${end}`);
}
