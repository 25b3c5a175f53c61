import { createInterface } from 'node:readline';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../package-root.ts';
import { commandLine } from '../quote.ts';
import { cacheLock } from './cache-use.ts';
import type { RunFolders } from './run-folder.ts';

/** The process that owns everything of a run. Its end, or ours, ends the run. */
export interface Supervisor {
  /** Starts a command; its output goes to `NAME.log` in the run's folder. */
  start(child: { name: string; command: readonly string[] }): { ended: Promise<Ended> };
  /** Lets the run outlive this process. */
  keep(): Promise<void>;
  /** Ends all processes and removes all files of the run. */
  dispose(): Promise<void>;
}

/** How a command ended; the status is null where its supervisor was gone first. */
export interface Ended {
  readonly status: number | null;
}

/** Starts the supervisor of a run (see supervise.sh) on the run's folders. */
export async function startSupervisor({ folder, diskFolder }: RunFolders): Promise<Supervisor> {
  await mkdir(dirname(cacheLock()), { recursive: true });
  const script = join(packageRoot, 'runner/hosts/vm/supervise.sh');
  const child = execa('sh', [script, folder, diskFolder, cacheLock()], {
    // A session of its own: Ctrl-C at the terminal and the terminal's end are ours to handle.
    detached: true,
    cleanup: false,
    buffer: false,
    reject: false,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said = new Map<string, (status: number) => void>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [word = '', name = '', status = '0'] = line.split(' ');
    said.get(word === 'ended' ? `ended ${name}` : word)?.(Number(status));
  });
  const hear = (words: string): Promise<Ended> =>
    new Promise((resolve) => {
      said.set(words, (status) => {
        resolve({ status });
      });
      void child.then(() => {
        resolve({ status: null });
      });
    });
  const tell = (words: readonly string[]): void => {
    child.stdin.write(`${commandLine(words)}\n`);
  };
  // Its end shows in `child`; a write that comes too late is no error of its own.
  child.stdin.on('error', () => undefined);
  const { status } = await hear('ready');
  if (status === null) throw new Error(`Cannot start the supervisor of a run in ${folder}`);
  return {
    start: ({ name, command }) => {
      const ended = hear(`ended ${name}`);
      tell(['start', name, ...command]);
      return { ended };
    },
    keep: async () => {
      const kept = hear('kept');
      tell(['keep']);
      await kept;
      child.stdin.destroy();
      child.stdout.destroy();
      child.unref();
    },
    dispose: async () => {
      child.stdin.end();
      await child;
      // It does that itself, unless it was killed.
      for (const path of [folder, diskFolder]) await rm(path, { recursive: true, force: true });
    },
  };
}
