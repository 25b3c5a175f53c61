import { homedir } from 'node:os';
import { join } from 'node:path';
import { baseFolder } from '../../base-folders.ts';

/** Where images, mirrors and measurements are kept. See the XDG base directory specification. */
export function cacheFolder(): string {
  return join(baseFolder(process.env['XDG_CACHE_HOME']) ?? join(homedir(), '.cache'), 'lab');
}
