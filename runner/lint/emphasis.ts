import { japanese } from './japanese.ts';
import { placeIn } from './manuscript.ts';
import { proseIn } from './prose.ts';
import type { Rule } from './rule.ts';

/**
 * Pairs of marks that are still text once CommonMark has read the paragraph. Two asterisks around something mean
 * emphasis, whatever it is; one asterisk or underscore may be a wildcard or part of a name, so that it must touch
 * Japanese letters, brackets or code.
 */
const inner = String.raw`${japanese}\p{Ps}\p{Pe}\p{Pi}\p{Pf}、。！？`;
const pairs = [
  /(?<!\*)\*\*(?![\s*])[^*]{1,500}(?<![\s*])\*\*(?!\*)/gu,
  new RegExp(
    String.raw`(?<![\w*])(?<mark>[*_])(?=[${inner}])[^*_]{1,500}(?<=[${inner}])\k<mark>(?![\w*])`,
    'gu',
  ),
];

export const emphasis: Rule = {
  summary:
    'Marks such as `**「…」**` that CommonMark takes for text, because they stand between a bracket or punctuation and a letter.',
  *find(manuscript) {
    for (const { node, start, letters } of proseIn(manuscript)) {
      for (const { 0: found, index } of pairs.flatMap((pattern) => [...letters.matchAll(pattern)])) {
        const shown = manuscript.text.slice(start + index, start + index + found.length);
        const mark = /^[*_]+/.exec(found)?.[0] ?? '';
        const message = `These \`${mark}\` are no emphasis but text: ${shown}\nPut brackets and punctuation outside of them, or blanks around them.`;
        yield { at: placeIn(manuscript, node, start + index), message };
      }
    }
  },
};
