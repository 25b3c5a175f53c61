import type { VFile } from 'vfile';
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { report } from './gather.ts';
import { isDeepYaml } from './nesting.ts';
import type { Locate, Place } from './place.ts';
import type { FormatRule } from './rules.ts';

export type YamlPath = readonly PropertyKey[];

/** YAML as plain data, with the places that its parts have in the document. */
export interface YamlText {
  readonly value: unknown;
  /** Where the value at a path stands, or its key; for a path that leads nowhere, what it leads through last. */
  place(path: YamlPath, part?: 'key' | 'value'): Place;
}

const options = {
  merge: false,
  prettyErrors: false,
  schema: 'core',
  strict: true,
  stringKeys: true,
  uniqueKeys: true,
  logLevel: 'silent',
} as const;

/** Names of rules by the error codes of the yaml library; every other one is `yaml-syntax`. */
const rules: Readonly<Record<string, FormatRule>> = { DUPLICATE_KEY: 'duplicate-key' };

type Ranged = Pick<Node, 'range'> | null | undefined;

const offsetOf = (node: Ranged): number | null => node?.range?.[0] ?? null;

/** Offset of the key or value at a path, or of the deepest part of the path that is there. */
const offsetAt = (document: Document.Parsed, path: YamlPath, part: 'key' | 'value'): number => {
  let node: unknown = document.contents;
  let found = offsetOf(document.contents) ?? 0;
  for (const [index, segment] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment));
      if (pair === undefined) return found;
      const wantsKey = part === 'key' && index === path.length - 1;
      const keyOffset = offsetOf(pair.key as Ranged);
      node = pair.value;
      // An absent value (`to:`) has a range of its own, behind the key: point at the key.
      const empty = isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1];
      found = (wantsKey || empty ? keyOffset : (offsetOf(node as Ranged) ?? keyOffset)) ?? found;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(segment)];
      found = offsetOf((isPair(item) ? item.key : item) as Ranged) ?? found;
      node = item;
    } else return found;
  }
  return found;
};

/** What a document may not use, for a reader must see at once what stands there. */
const forbidden = (node: unknown): { offset: number; what: string; rule: FormatRule }[] => {
  const found: { offset: number; what: string; rule: FormatRule }[] = [];
  const open: unknown[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isPair(next)) {
      if (isScalar(next.key) && next.key.value === '<<')
        found.push({ offset: offsetOf(next.key) ?? 0, what: 'a merge key (`<<`)', rule: 'yaml-merge' });
      open.push(next.value ?? undefined, next.key ?? undefined);
      continue;
    }
    if (isAlias(next)) {
      found.push({ offset: offsetOf(next) ?? 0, what: `an alias (\`*${next.source}\`)`, rule: 'yaml-alias' });
      continue;
    }
    if (!isScalar(next) && !isCollection(next)) continue;
    const offset = offsetOf(next) ?? 0;
    if (next.anchor !== undefined)
      found.push({ offset, what: `an anchor (\`&${next.anchor}\`)`, rule: 'yaml-anchor' });
    if (next.tag !== undefined) found.push({ offset, what: `a tag (\`${next.tag}\`)`, rule: 'yaml-tag' });
    if (isCollection(next)) for (const item of next.items) open.push(item);
  }
  return found;
};

/** Reads a piece of YAML that stands in a document. Reports what is wrong with it; null where that is anything. */
export const readYaml = ({
  file,
  text,
  locate,
}: {
  file: VFile;
  text: string;
  locate: Locate;
}): YamlText | null => {
  const lines = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return line === 0 ? locate(0, offset) : locate(line - 1, col - 1);
  };
  if (isDeepYaml(text)) {
    report(file, {
      rule: 'yaml-syntax',
      message: 'Cannot read the YAML: it is nested too deeply.',
      at: locate(0, 0),
    });
    return null;
  }
  const document = parseDocument(text, { ...options, lineCounter: lines });
  const usesReferences = /[&*!]|<</.test(text);
  const references = usesReferences ? forbidden(document.contents) : [];
  for (const { offset, what, rule } of references) {
    report(file, {
      rule,
      message: `Expected plain YAML, not ${what}.\nWrite the value out.`,
      at: at(offset),
    });
  }
  // A tag or alias that is reported already brings warnings of the library's own.
  const noted = references.length === 0 ? [...document.errors, ...document.warnings] : document.errors;
  // One mistake often breaks two rules of the grammar at one spot.
  const bySpot = new Map(noted.toReversed().map((error) => [error.pos[0], error]));
  for (const { code, message, pos } of bySpot.values()) {
    const reason = message.replace(/\.?$/, '.');
    report(file, {
      rule: rules[code] ?? 'yaml-syntax',
      message: `Cannot read the YAML: ${reason}`,
      at: at(pos[0]),
    });
  }
  if (references.length > 0 || noted.length > 0) return null;
  return {
    value: document.toJS() as unknown,
    place: (path, part = 'value') => at(offsetAt(document, path, part)),
  };
};
