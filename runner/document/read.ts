import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { ancestors } from './ancestors.ts';
import { DocumentError } from './document-error.ts';
import { hasErrors } from './gather.ts';
import { labId, labLanguage } from './lab-name.ts';
import { parseLab } from './parse-lab.ts';
import type { ParsedLab, Unread } from './parse.ts';
import type { Problem } from './problem.ts';
import { switchOff } from './switch-off.ts';
import { compareTranslations } from './translation.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EISDIR: 'it is a directory',
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
};

/** Throws `DocumentError` where it can't be read. */
export const readBytes = (path: string): Uint8Array => {
  try {
    // Anything but a file (a pipe, a device) might never end.
    const stat = statSync(path);
    if (!stat.isFile() && !stat.isDirectory())
      throw new DocumentError(`Cannot read ${path}: it is not a file.`);
    return readFileSync(path);
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
    throw new DocumentError(`Cannot read ${path}: ${reason}.`, { cause: error });
  }
};

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** `content/` beside the folder of the document or above it, else the program's own. */
export const contentDirOf = (path: string): string =>
  ancestors(dirname(path))
    .map((folder) => join(folder, 'content'))
    .find(isDirectory) ?? join(packageRoot, 'content');

/** Reads each document and each folder once, however often they are asked for. */
const createReader = (remarkOf: (path: string) => Unread['remark'] = () => undefined) => {
  const documents = new Map<string, ParsedLab>();
  const folders = new Map<string, { names: Map<string, string[]>; contentDir: string }>();
  const folder = (path: string) => {
    const name = dirname(path);
    const known = folders.get(name);
    if (known !== undefined) return known;
    const names = new Map<string, string[]>();
    for (const file of readdirSync(name).sort()) {
      if (file.endsWith('.md')) names.set(labId(file), [...(names.get(labId(file)) ?? []), file]);
    }
    const read = { names, contentDir: contentDirOf(path) };
    folders.set(name, read);
    return read;
  };
  const document = (path: string): ParsedLab => {
    const known = documents.get(path);
    if (known !== undefined) return known;
    const text = readBytes(path);
    const parsed = parseLab({ text, path, contentDir: folder(path).contentDir, remark: remarkOf(path) });
    documents.set(path, parsed);
    return parsed;
  };
  /** A translation is compared with its original; an original with all of its translations. */
  const counterparts = (path: string): string[] => {
    const language = labLanguage(path);
    const others = (folder(path).names.get(labId(path)) ?? []).map((name) => join(dirname(path), name));
    return others.filter((other) => (labLanguage(other) === null) !== (language === null));
  };
  return { document, counterparts };
};

/** A document's original and then all translations of that; the document alone where there is no original. */
export const familyOf = ({ path }: { path: string }): string[] => {
  const names = readdirSync(dirname(path)).filter(
    (name) => name.endsWith('.md') && labId(name) === labId(path),
  );
  const original = names.find((name) => labLanguage(name) === null);
  if (original === undefined) return [path];
  const translations = names.filter((name) => name !== original).sort();
  return [original, ...translations].map((name) => join(dirname(path), name));
};

export interface ReadLab extends ParsedLab {
  /** As it was given. */
  readonly path: string;
}

/** Reads one document by itself. Throws `DocumentError` where it can't be read. */
export const readLabAlone = ({ path }: { path: string }): ReadLab => {
  const parsed = createReader().document(path);
  return { ...parsed, path, problems: switchOff(parsed.problems, parsed.switches).left };
};

export interface Reading {
  readonly paths: readonly string[];
  /** How bad it is that a translation differs: while one of the two is being written it does. */
  readonly differences?: Problem['severity'];
  /** What else there is to say of each. */
  readonly remark?: Unread['remark'];
}

/** One after the other, for who has something to do between them. */
export function* readEach({ paths, differences: severity = 'error', remark }: Reading): Generator<ReadLab> {
  const given = new Set(paths);
  const { document, counterparts } = createReader((path) => (given.has(path) ? remark : undefined));
  for (const path of paths) {
    const parsed = document(path);
    const others = counterparts(path).filter((other) => labLanguage(path) !== null || !given.has(other));
    const differences = others.flatMap((other) => compareTranslations(parsed, document(other)));
    const weighed = differences.map((problem) =>
      problem.severity === 'error' ? { ...problem, severity } : problem,
    );
    const problems = [...parsed.problems, ...weighed].sort((a, b) => a.line - b.line);
    yield { ...parsed, path, problems, lab: hasErrors(problems) ? null : parsed.lab };
  }
}

/**
 * Reads documents and compares each with its translations; a difference is a problem of one of the two, of the
 * translation where both are read. Throws `DocumentError` where a file can't be read.
 */
export const readLabs = (what: Reading): ReadLab[] => [...readEach(what)];

/** Reads one document and compares it with its translations. Throws `DocumentError` where it can't be read. */
export const readLab = ({ path }: { path: string }): ReadLab => {
  const [read] = readLabs({ paths: [path] });
  if (read === undefined) throw new DocumentError(`Cannot read ${path}.`);
  return read;
};
