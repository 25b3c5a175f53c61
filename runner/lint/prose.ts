import type { Nodes } from 'mdast';
import { type Manuscript, nodesIn, spanOf } from './manuscript.ts';

/** A paragraph or heading with only the letters left that a reader sees; as long as it is in the document. */
export interface Prose {
  readonly node: Nodes;
  /** Offset of the first letter in the document. */
  readonly start: number;
  /** Code is `code` all over; pictures and HTML are `object`; marks, addresses and escapes are `hidden`. */
  readonly letters: string;
}

// Noncharacters of Unicode, which no text has any use for.
export const code = '\uFDD0';
export const object = '\uFDD1';
export const hidden = '\uFDD2';

const fillings: Readonly<Record<string, string>> = {
  break: object,
  html: object,
  image: object,
  imageReference: object,
  inlineCode: code,
};

/** An escape is a letter that is no mark; an entity could be anything. */
const escaped = /\\.|&#?\w+;/gs;

/** The prose of a document. */
export function* proseIn(manuscript: Manuscript): Generator<Prose> {
  for (const leaf of manuscript.leaves) {
    if (leaf.type !== 'paragraph' && leaf.type !== 'heading') continue;
    const [start, end] = spanOf(leaf);
    const letters = new Array<string>(end - start).fill(hidden);
    for (const node of nodesIn(leaf)) {
      const [from, to] = spanOf(node).map((offset) => offset - start) as [number, number];
      const filling = fillings[node.type];
      if (filling !== undefined) letters.fill(filling, from, to);
      if (node.type !== 'text') continue;
      const raw = manuscript.text.slice(...spanOf(node));
      const seen = raw.replace(escaped, (each) => object.repeat(each.length));
      for (let index = 0; index < seen.length; index++) letters[from + index] = seen.charAt(index);
    }
    yield { node: leaf, start, letters: letters.join('') };
  }
}
