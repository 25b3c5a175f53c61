import { tagsIn } from './html.ts';
import { nodesIn, placeIn, spanOf } from './manuscript.ts';
import type { Rule } from './rule.ts';

const message =
  'This image has no alternative text, for those who cannot see it.\nSay what it shows: `![…](…)`.';

export const altText: Rule = {
  summary: 'An image has no alternative text. `<img alt="">` says that it needs none.',
  *find(manuscript) {
    for (const node of nodesIn(manuscript.root)) {
      const [start, end] = spanOf(node);
      if (node.type === 'image' || node.type === 'imageReference') {
        if (!node.alt?.trim()) yield { at: placeIn(manuscript, node, start), message };
      } else if (node.type === 'html') {
        for (const { name, offset, attributes } of tagsIn(manuscript.text.slice(start, end)))
          if (name === 'img' && !attributes.has('alt'))
            yield { at: placeIn(manuscript, node, start + offset), message };
      }
    }
  },
};
