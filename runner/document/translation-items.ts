import type { Check, Item, Lab } from './lab.ts';

/** One of the two documents that are compared. */
export interface Side {
  readonly lab: Lab;
  readonly derived: ReadonlySet<string>;
}

/** One thing that must be equal in a translation: its name in the document, its value as text, where it stands. */
export interface Trait {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

const comment = /^\s*#/;

/** Lines that are no comments, each with its place: comments may be translated. */
const linesOf = (text: string, firstLine: number): Trait[] =>
  text
    .split('\n')
    .map((value, index) => ({ name: 'text', value, line: firstLine + index }))
    .filter(({ value }) => !comment.test(value));

const orNone = (value: string | number | null): string => (value === null ? 'none' : String(value));

const checkTraits = (check: Check, stepIndex: (id: string) => number): Readonly<Record<string, string>> => ({
  type: check.type,
  host: check.host,
  container: orNone(check.container),
  keys: JSON.stringify(check.spec),
  within: `${check.withinMs}ms`,
  holds: `${check.holdsMs}ms`,
  not: String(check.not),
  until: check.until === null ? 'none' : `step ${stepIndex(check.until) + 1}`,
});

const traitsByKind = (item: Item, stepIndex: (id: string) => number): Readonly<Record<string, string>> => {
  if (item.kind === 'check') return checkTraits(item, stepIndex);
  const shared = {
    host: item.hosts.join(','),
    container: orNone(item.container),
    timeout: `${item.timeoutMs}ms`,
  };
  if (item.kind === 'file') {
    const { path, mode, owner, append } = item;
    return { ...shared, file: path, mode: orNone(mode), owner: orNone(owner), append: String(append) };
  }
  const { exit, background, ready, tty } = item;
  return {
    ...shared,
    exit: String(exit),
    background: String(background),
    ready: orNone(ready),
    tty: String(tty),
  };
};

/** Everything of a block or check that a translation must repeat, in an order that is the same in both. */
export const traitsOf = (item: Item, stepIndex: (id: string) => number): readonly Trait[] => {
  const attributes = Object.entries(traitsByKind(item, stepIndex)).map(([name, value]) => ({
    name,
    value,
    line: item.line,
  }));
  if (item.kind === 'check') return attributes;
  const text = linesOf(item.text, item.kind === 'shell' ? item.textLine : item.line + 1);
  const output = item.kind === 'shell' ? item.output : null;
  if (output === null) return [...attributes, ...text];
  const mode = { name: 'output', value: output.mode, line: output.line };
  // What is only shown may well be in the reader's language.
  const compared = output.mode === 'sample' ? [] : output.text.split('\n');
  const outputLines = compared.map((value, index) => ({
    name: 'output',
    value,
    line: output.line + 1 + index,
  }));
  return [...attributes, ...text, mode, ...outputLines];
};
