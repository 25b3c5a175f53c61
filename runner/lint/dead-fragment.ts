import { readFileSync, statSync } from 'node:fs';
import { decodeDocument, longestDocumentBytes } from '../document/decode.ts';
import { readWhole } from '../document/markdown.ts';
import { nearest } from '../document/nearest.ts';
import { findDeepMarkdown } from '../document/nesting.ts';
import { targetsIn } from './fragments.ts';
import { linksIn } from './links.ts';
import type { Rule } from './rule.ts';

/** Null where that can't be told: no Markdown, or none that is there and can be read. */
const targetsOf = (file: string): Set<string> | null => {
  if (!/\.(?:md|markdown)$/i.test(file)) return null;
  try {
    const stat = statSync(file);
    if (!stat.isFile() || stat.size > longestDocumentBytes) return null;
    const { text } = decodeDocument(readFileSync(file));
    if (text === null || findDeepMarkdown(text.split('\n')) !== null) return null;
    return targetsIn({ root: readWhole(text), text });
  } catch {
    // A file that is not there is another rule's affair.
    return null;
  }
};

/** Where a browser goes without any such heading (HTML, "scroll to the fragment"). */
const isAlwaysThere = (fragment: string): boolean => fragment === '' || fragment.toLowerCase() === 'top';

export const deadFragment: Rule = {
  summary:
    'The `#fragment` of a link is that of no heading, in this document or another. They are made as GitHub makes them.',
  *find(manuscript) {
    const known = new Map<string | null, Set<string> | null>();
    for (const { at, url, file, fragment } of linksIn(manuscript)) {
      if (fragment === null || isAlwaysThere(fragment)) continue;
      if (!known.has(file)) known.set(file, file === null ? targetsIn(manuscript) : targetsOf(file));
      const targets = known.get(file);
      if (!targets || targets.has(fragment)) continue;
      const near = nearest(fragment, targets);
      const help = near === null ? 'Look for the heading that is meant.' : `Did you mean \`#${near}\`?`;
      yield { at, message: `No heading has the fragment of \`${url}\`.\n${help}` };
    }
  },
};
