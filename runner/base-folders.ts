import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * A base directory that a variable of the environment names; null where it names none. See the XDG base directory
 * specification: a relative or empty path is to be ignored.
 */
export const baseFolder = (path: string | undefined): string | null => (path?.startsWith('/') ? path : null);

/** For what should outlive the cache. */
export function stateFolder(): string {
  return join(baseFolder(process.env['XDG_STATE_HOME']) ?? join(homedir(), '.local/state'), 'lab');
}
