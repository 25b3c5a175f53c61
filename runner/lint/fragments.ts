import { tagsIn } from './html.ts';
import { type Manuscript, nodesIn, readable, spanOf } from './manuscript.ts';

/**
 * The fragment that GitHub makes of a heading's text: lower case, without punctuation and symbols, a hyphen for each
 * blank (github-slugger, which follows GitHub's own `/[^\p{Word}\- ]/u`).
 */
export const fragmentOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

/** Fragments of headings in their order: one that stands already gets `-1`, `-2`, … */
export const fragmentsOf = (headings: readonly string[]): Set<string> => {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  for (const heading of headings) {
    const base = fragmentOf(heading);
    let count = counts.get(base) ?? 0;
    let fragment = count === 0 ? base : `${base}-${count}`;
    while (taken.has(fragment)) fragment = `${base}-${++count}`;
    counts.set(base, count);
    taken.add(fragment);
  }
  return taken;
};

/** All that a fragment can lead to in a document: its headings, and what has an id in raw HTML. */
export const targetsIn = (manuscript: Pick<Manuscript, 'root' | 'text'>): Set<string> => {
  const headings: string[] = [];
  const ids: string[] = [];
  for (const node of nodesIn(manuscript.root)) {
    if (node.type === 'heading') headings.push(readable(node).replaceAll('\n', ' '));
    if (node.type !== 'html') continue;
    for (const { name, attributes } of tagsIn(manuscript.text.slice(...spanOf(node)))) {
      const [id, anchor] = [attributes.get('id'), name === 'a' ? attributes.get('name') : undefined];
      if (id !== undefined) ids.push(id);
      if (anchor !== undefined) ids.push(anchor);
    }
  }
  return new Set([...fragmentsOf(headings), ...ids]);
};
