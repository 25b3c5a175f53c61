import { dirname, resolve } from 'node:path';

/** A folder and all that it stands in, the innermost first. */
export const ancestors = (folder: string): string[] => {
  const found: string[] = [];
  for (let next = resolve(folder); next !== found.at(-1); next = dirname(next)) found.push(next);
  return found;
};
