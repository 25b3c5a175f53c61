import { pipeline } from 'node:stream/promises';
import type { Host } from '../hosts/host.ts';

/**
 * Runs standard input as a script, its output and errors passed on as they come. Resolves with its status.
 * @throws what `signal` was aborted with
 */
export async function runScript({
  host,
  container,
  signal,
}: {
  host: Host;
  container: string | null;
  signal: AbortSignal;
}): Promise<number> {
  const shell = await host.openShell({ container });
  signal.addEventListener('abort', () => {
    shell.hangUp();
  });
  // A script may end before it has read all: `input` is then destroyed, and nobody is left to be told.
  pipeline(process.stdin, shell.input).catch(() => undefined);
  const [exit] = await Promise.all([
    shell.exit,
    // As the output of a program of this machine: byte for byte, for whoever reads it.
    pipeline(shell.output, process.stdout, { end: false }),
    pipeline(shell.errors, process.stderr, { end: false }),
  ]);
  process.stdin.destroy();
  signal.throwIfAborted();
  return exit;
}
