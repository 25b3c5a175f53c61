import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { nearest } from '../document/nearest.ts';
import { linksIn } from './links.ts';
import type { Rule } from './rule.ts';

/** A file of the same folder whose name is near. */
const meant = (file: string): string | null => {
  try {
    return nearest(basename(file), readdirSync(dirname(file)));
  } catch {
    // There is no such folder.
    return null;
  }
};

export const deadLink: Rule = {
  summary: 'A relative link or image leads to no file. Links to elsewhere are never asked.',
  *find(manuscript) {
    for (const { at, url, file, fragment } of linksIn(manuscript)) {
      if (file === null) {
        if (fragment === null)
          yield { at, message: 'This link leads nowhere.\nWrite where it leads: `[…](FILE)`.' };
        continue;
      }
      if (existsSync(file)) continue;
      const near = meant(file);
      const help = near === null ? `Looked for ${file}.` : `Did you mean \`${near}\` in ${dirname(file)}?`;
      yield { at, message: `There is no \`${url}\`, seen from this document.\n${help}` };
    }
  },
};
