import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../runner/hosts/vm/cache-folder.ts';
import { processesWith } from './processes-with.ts';

/** A place of a test's own for everything that lab writes, and who and what is in it. */
export interface Place {
  readonly folder: string;
  /** What sends lab there. */
  readonly env: Record<string, string>;
  /** Gives its cache what the user's cache has of these kinds (`images`, `mirrors`, …), by hard links. */
  warm(kinds: readonly string[]): void;
  /** Removes some kinds from its cache. */
  cool(kinds: readonly string[]): void;
  /** Live processes that have to do with the place. */
  processes(): string[];
  /** Files of runs and of builds that are not over, temporary files, and mounts. */
  leftovers(): string[];
  remove(): void;
}

/** Kept short: sockets lie in it (unix(7)). On a disk: hosts' disks do, too. */
export function makePlace(): Place {
  const folder = mkdtempSync('/var/tmp/lt-');
  const [cache, runtime, temporary] = ['c', 'r', 't'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [cache, runtime, temporary]) mkdirSync(path);
  const own = join(cache, 'lab');
  return {
    folder,
    env: { XDG_CACHE_HOME: cache, XDG_RUNTIME_DIR: runtime, TMPDIR: temporary },
    warm: (kinds) => {
      for (const kind of kinds) {
        mkdirSync(join(own, kind), { recursive: true });
        const from = join(cacheFolder(), kind);
        // What others build at this moment stays out, and so do locks, which would be the same as theirs.
        const built = namesIn(from).filter((name) => /^[0-9a-f]{16}$/.test(name));
        execFileSync('cp', ['-al', ...built.map((name) => join(from, name)), join(own, kind)]);
      }
    },
    cool: (kinds) => {
      for (const kind of kinds) rmSync(join(own, kind), { recursive: true, force: true });
    },
    processes: () => processesWith(folder),
    leftovers: () => [
      ...namesIn(temporary),
      ...namesIn(join(own, 'apt/temporary')),
      ...namesIn(join(runtime, `lab-${process.getuid?.() ?? 0}`)).filter((name) => name !== 'birth.lock'),
      ...namesIn(join(own, 'runs')).filter((name) => name !== 'birth.lock'),
      ...namesIn(join(own, 'checkpoints')).filter((name) => name.startsWith('new-')),
      ...['images', 'containers', 'mirrors', 'engines'].flatMap((kind) =>
        namesIn(join(own, kind)).filter((name) => !/^[0-9a-f]{16}(?:\.lock)?$/.test(name)),
      ),
      ...readFileSync('/proc/self/mountinfo', 'utf8')
        .split('\n')
        .filter((line) => line.includes(folder)),
      ...treesFor(folder),
    ],
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Trees that a user without root builds lie elsewhere, and say for which build. */
function treesFor(folder: string): string[] {
  const parent = `/var/tmp/lab-${process.getuid?.() ?? 0}`;
  return namesIn(parent).filter((name) =>
    readFileSync(join(parent, name, 'made-for'), 'utf8').includes(folder),
  );
}
