import { basename } from 'node:path';

const pattern = /^(.+?)(?:\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))?(?:\.md)?$/s;

/** The file name without `.md` and without a language: `01-lxc-basics` for `01-lxc-basics.ja.md`. */
export const labId = (path: string): string => pattern.exec(basename(path))?.[1] ?? basename(path);

/** `ja` for `01-lxc-basics.ja.md`; null for a document that is no translation. */
export const labLanguage = (path: string): string | null => pattern.exec(basename(path))?.[2] ?? null;
