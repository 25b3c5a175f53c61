import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where images, mirrors and measurements are kept. See the XDG base directory specification. */
export function cacheFolder(): string {
  // The specification: a relative path is to be ignored.
  const base = process.env['XDG_CACHE_HOME']?.startsWith('/') ? process.env['XDG_CACHE_HOME'] : null;
  return join(base ?? join(homedir(), '.cache'), 'lab');
}
