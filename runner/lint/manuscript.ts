import type { Nodes, Root, RootContent } from 'mdast';
import type { Lab } from '../document/lab.ts';
import { labLanguage } from '../document/lab-name.ts';
import { leavesOf } from '../document/markdown.ts';
import type { Seen } from '../document/parse.ts';
import type { Place } from '../document/place.ts';

/** A document as its author sees it: the prose as well as the lab. */
export interface Manuscript {
  readonly path: string;
  /** `ja` for `01-lxc-basics.ja.md`; null for a document that is no translation. */
  readonly language: string | null;
  readonly text: string;
  readonly lines: readonly string[];
  readonly root: Root;
  /** The nodes that hold no other blocks, in order. */
  readonly leaves: readonly RootContent[];
  /** Null where the document is wrong. */
  readonly lab: Lab | null;
}

export const manuscriptOf = ({ path, text, root, lab }: Seen): Manuscript => ({
  path,
  language: labLanguage(path),
  text,
  lines: text.split('\n'),
  root,
  leaves: leavesOf(root),
  lab,
});

/** First offset of a node in the text, and the one behind it. */
export const spanOf = ({ position }: Nodes): readonly [start: number, end: number] => [
  position?.start.offset ?? 0,
  position?.end.offset ?? 0,
];

/** Where an offset of the text stands, knowing the place of a node at or before it. */
export const placeIn = ({ text }: Manuscript, node: Nodes, offset: number): Place => {
  const start = node.position?.start ?? { line: 1, column: 1, offset: 0 };
  const between = text.slice(start.offset ?? 0, offset);
  const newline = between.lastIndexOf('\n');
  const column = newline === -1 ? start.column + between.length : between.length - newline;
  return { line: start.line + between.split('\n').length - 1, column };
};

/** A node and all that stands in it, in order. */
export function* nodesIn(node: Nodes): Generator<Nodes> {
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    if ('children' in next) for (const child of next.children.toReversed()) open.push(child);
  }
}

/** What a reader sees of a node as text. */
export const readable = (node: Nodes): string =>
  node.type === 'html'
    ? ''
    : 'value' in node
      ? node.value
      : 'children' in node
        ? node.children.map(readable).join('')
        : '';
