import { placeIn } from './manuscript.ts';
import { proseIn } from './prose.ts';
import type { Rule } from './rule.ts';

/** Full-width digits and Latin letters; half-width katakana and punctuation (Unicode, "Halfwidth and Fullwidth Forms"). */
const forms = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]+|[\uFF61-\uFF9F]+/g;

export const jaWidth: Rule = {
  summary: 'In Japanese, half-width katakana, or Latin letters and digits of full width.',
  *find(manuscript) {
    if (manuscript.language !== 'ja') return;
    for (const { node, start, letters } of proseIn(manuscript)) {
      for (const { 0: found, index } of letters.matchAll(forms)) {
        const message = `Expected \`${found.normalize('NFKC')}\`, not \`${found}\`.`;
        yield { at: placeIn(manuscript, node, start + index), message };
      }
    }
  },
};
