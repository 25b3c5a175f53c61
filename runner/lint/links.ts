import { dirname, resolve } from 'node:path';
import type { Place } from '../document/place.ts';
import { tagsIn } from './html.ts';
import { type Manuscript, nodesIn, placeIn, spanOf } from './manuscript.ts';

/** A link or image that leads to a file beside the document, or within one. */
export interface Link {
  readonly at: Place;
  readonly url: string;
  /** The absolute path of what it leads to; null for the document itself. */
  readonly file: string | null;
  /** Without `#`; null where there is none. */
  readonly fragment: string | null;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Outside: another scheme or host, or a path from a root that only a web server knows. */
const isOutside = (url: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(url);

const split = (url: string, path: string): Pick<Link, 'file' | 'fragment'> => {
  const [, way = '', , fragment] = /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(url) ?? [];
  return {
    file: way === '' ? null : resolve(dirname(path), decoded(way)),
    fragment: fragment === undefined ? null : decoded(fragment),
  };
};

function* urlsIn(manuscript: Manuscript): Generator<{ url: string; at: Place }> {
  for (const node of nodesIn(manuscript.root)) {
    const [start, end] = spanOf(node);
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
      yield { url: node.url, at: placeIn(manuscript, node, start) };
    if (node.type !== 'html') continue;
    for (const { name, offset, attributes } of tagsIn(manuscript.text.slice(start, end))) {
      const url = name === 'a' ? attributes.get('href') : name === 'img' ? attributes.get('src') : undefined;
      if (url !== undefined) yield { url, at: placeIn(manuscript, node, start + offset) };
    }
  }
}

/** The links, images and definitions of a document that lead to files; what is outside is left out, and never asked. */
export function* linksIn(manuscript: Manuscript): Generator<Link> {
  for (const { url, at } of urlsIn(manuscript))
    if (!isOutside(url)) yield { url, at, ...split(url, manuscript.path) };
}
