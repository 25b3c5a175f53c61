import { readdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { ancestors } from './ancestors.ts';
import { DocumentError } from './document-error.ts';
import { nearest } from './nearest.ts';

const kind = (path: string): 'file' | 'directory' | null => {
  try {
    return statSync(path).isDirectory() ? 'directory' : 'file';
  } catch {
    // Absent, or not to be reached: no document for us either way.
    return null;
  }
};

const labsFolder = (cwd: string): string | null =>
  ancestors(cwd)
    .map((folder) => join(folder, 'labs'))
    .find((folder) => kind(folder) === 'directory') ?? null;

const documentsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md') && kind(join(folder, name)) === 'file')
    .sort();

/** Paths are shown as somebody in `cwd` would type them. */
const shownFrom = (cwd: string, path: string): string => {
  const way = relative(cwd, path);
  return way.startsWith('..') ? path : way;
};

/** The documents of `labs/`, in `cwd` or the nearest folder above that has one; sorted, as paths from `cwd`. */
export const listLabs = ({ cwd }: { cwd: string }): string[] => {
  const folder = labsFolder(cwd);
  if (folder === null) return [];
  return documentsIn(folder).map((name) => shownFrom(cwd, join(folder, name)));
};

const notFound = (name: string, cwd: string): DocumentError => {
  const folder = name.includes('/') ? dirname(resolve(cwd, name)) : labsFolder(cwd);
  const names = folder !== null && kind(folder) === 'directory' ? documentsIn(folder) : [];
  const bare = (file: string): string => file.replace(/\.md$/, '');
  const near = nearest(bare(name.slice(name.lastIndexOf('/') + 1)), names.map(bare));
  const known = names.slice(0, 10).map((file) => `\`${bare(file)}\``);
  const help =
    near !== null
      ? `Did you mean \`${near}\`?`
      : known.length === 0
        ? 'Give the path of a document.'
        : `There are ${known.join(', ')}${names.length > known.length ? ', …' : ''}.`;
  return new DocumentError(`Cannot find the lab \`${name}\`.\n${help}`);
};

/**
 * The document that LAB means: a path, or a file name looked up in `labs/`, with or without `.md`. Relative to `cwd`
 * where it lies below. Throws `DocumentError` with the nearest name where there is none.
 */
export const findLab = ({ name, cwd }: { name: string; cwd: string }): string => {
  if (name === '' || name.includes('\0'))
    throw new DocumentError('Expected the name of a lab, not an empty text.');
  const folder = labsFolder(cwd);
  const direct = resolve(cwd, name);
  const looked =
    folder === null || name.includes('/') ? [] : [join(folder, name), join(folder, `${name}.md`)];
  const found = [direct, `${direct}.md`, ...looked].find((path) => kind(path) === 'file');
  if (found !== undefined) return found === direct && !isAbsolute(name) ? name : shownFrom(cwd, found);
  if (kind(direct) === 'directory')
    throw new DocumentError(`Expected a document, not the directory \`${name}\`.`);
  throw notFound(name, cwd);
};
