import type { Nodes, Parents, Root, RootContent } from 'mdast';
import type { Place } from './place.ts';

/** A comment `<!-- lint: off RULE... -->`: what it names is not reported of what it stands before. */
export interface Switch {
  readonly at: Place;
  /** Empty where the comment is not of that form. */
  readonly rules: readonly SwitchedRule[];
  /** First and last line of what it stands before; null for the whole document. */
  readonly lines: readonly [first: number, last: number] | null;
}

export interface SwitchedRule {
  readonly name: string;
  readonly at: Place;
}

/** The colon tells it from comments of other linters. */
const ours = /^<!--\s*lint\s*:/;

const wellFormed = /^(<!--\s*lint\s*:\s*off\s+)(.*?)\s*-->\s*$/;

const isComment = (node: Nodes): boolean => node.type === 'html' && /^<!--[^]*-->\s*$/.test(node.value);

const rulesOf = (value: string, at: Place): SwitchedRule[] => {
  const [, before = '', names = ''] = wellFormed.exec(value) ?? [];
  return [...names.matchAll(/[^\s,]+/g)].map(({ 0: name, index }) => ({
    name,
    at: { line: at.line, column: at.column + before.length + index },
  }));
};

/** The element that a comment stands before: the next one that is no comment, in the same quote or list item. */
const linesBelow = (siblings: readonly RootContent[], index: number): readonly [number, number] => {
  const below = siblings.slice(index + 1).find((node) => !isComment(node)) ?? siblings[index];
  return [below?.position?.start.line ?? 0, below?.position?.end.line ?? 0];
};

/** All such comments of a document. In front of its first heading, they are for the whole document. */
export const readSwitches = (root: Root): Switch[] => {
  const firstHeading = root.children.findIndex(({ type }) => type === 'heading');
  const isForAll = (parent: Parents, index: number): boolean =>
    parent === root && (firstHeading === -1 || index < firstHeading);
  const found: Switch[] = [];
  const visit = (parent: Parents): void => {
    const siblings = parent.children as RootContent[];
    for (const [index, node] of siblings.entries()) {
      if (node.type === 'list' || node.type === 'listItem' || node.type === 'blockquote') visit(node);
      if (node.type !== 'html' || !ours.test(node.value)) continue;
      const at = node.position?.start ?? { line: 1, column: 1 };
      const lines = isForAll(parent, index) ? null : linesBelow(siblings, index);
      found.push({ at: { line: at.line, column: at.column }, rules: rulesOf(node.value, at), lines });
    }
  };
  visit(root);
  return found;
};
