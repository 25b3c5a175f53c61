import { basename } from 'node:path';

const language = /(?<=.)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$/;

const stem = (path: string): string => basename(path).replace(/(?<=.)\.md$/, '');

/** The file name without `.md` and without a language: `01-lxc-basics` for `01-lxc-basics.ja.md`. */
export const labId = (path: string): string => stem(path).replace(language, '');

/** `ja` for `01-lxc-basics.ja.md`; null for a document that is no translation. */
export const labLanguage = (path: string): string | null => language.exec(stem(path))?.[1] ?? null;
