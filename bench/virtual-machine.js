import { execaSync } from 'execa';

/** Milliseconds a block takes on a virtual machine, without its start; null with the reason where there is none. */
export function blockOnMachineMs({ program, path, count }) {
  const args = [program, 'run', path, '--reporter', 'json'];
  const { exitCode, stdout, stderr } = execaSync('node', args, {
    reject: false,
    stdin: 'ignore',
    maxBuffer: 1 << 28,
  });
  if (exitCode !== 0) return { perBlockMs: null, reason: stderr.split('\n')[0], engine: null };
  const { engine, steps } = JSON.parse(stdout.trimEnd().split('\n').at(-1));
  return { perBlockMs: steps[0].durationMs / count, reason: null, engine };
}
