import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** An editor writes a file in several steps, or another one in its place: what belongs together comes within this. */
const quietMs = 20;

/**
 * Calls back when one of some files may have changed. Their folders are watched, for a file that is written anew is
 * another one. `watch` may be called again, with others. Returns what ends it.
 */
export function watchFiles(onChange: () => void): { watch(paths: readonly string[]): void; close(): void } {
  const watched = new Map<string, { names: Set<string>; close: () => void }>();
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, quietMs);
  };
  const watchFolder = (folder: string) => {
    const names = new Set<string>();
    const watcher = watch(folder, (_, name) => {
      // Where the system does not say which file it was, it may be ours.
      if (name === null || names.has(name)) changed();
    });
    // A folder that goes away changes nothing more.
    watcher.on('error', () => {
      watcher.close();
    });
    return {
      names,
      close: () => {
        watcher.close();
      },
    };
  };
  return {
    watch: (paths) => {
      for (const { names } of watched.values()) names.clear();
      for (const path of paths) {
        const folder = dirname(path);
        const entry = watched.get(folder) ?? watchFolder(folder);
        watched.set(folder, entry);
        entry.names.add(basename(path));
      }
    },
    close: () => {
      clearTimeout(timer);
      for (const { close } of watched.values()) close();
    },
  };
}
