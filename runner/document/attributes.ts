import type { VFile } from 'vfile';
import type { Fence } from './fence.ts';
import { report } from './gather.ts';
import { type Attribute, parseInfo } from './info-string.ts';
import { suggest } from './nearest.ts';
import type { Place } from './place.ts';

/** Why a value is wrong, as a message. */
export class Complaint {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** How an attribute is read: a `flag` is a bare word, all others need a value. */
export interface Reader<T> {
  readonly flag: boolean;
  read(value: string): T | Complaint;
}

export type Table = Readonly<Record<string, Reader<unknown>>>;

type Values<T extends Table> = { readonly [K in keyof T]?: T[K] extends Reader<infer V> ? V : never };

export interface Attributes<T extends Table> {
  readonly values: Values<T>;
  /** Where the value of an attribute stands; the fence for one that is absent. */
  readonly place: (name: keyof T & string) => Place;
}

export const flag: Reader<true> = { flag: true, read: () => true };
export const valued = <T>(read: (value: string) => T | Complaint): Reader<T> => ({ flag: false, read });

const wrongForm = (attribute: Attribute, reader: Reader<unknown>): string | null => {
  const { name, value } = attribute;
  if (reader.flag) return value === null ? null : `\`${name}\` takes no value.\nWrite just \`${name}\`.`;
  return value === null || value === '' ? `\`${name}\` needs a value: \`${name}=…\`.` : null;
};

/** Reads the info string of a fence by a table; all that is wrong is reported on the file. */
export const readAttributes = <T extends Table>(options: {
  file: VFile;
  fence: Fence;
  table: T;
  /** What the fence is, for messages: `a shell block`. */
  of: string;
}): Attributes<T> => {
  const { file, fence, table, of } = options;
  const { attributes, problems } = parseInfo(fence.info);
  const at = (offset: number): Place => ({ line: fence.infoAt.line, column: fence.infoAt.column + offset });
  const values: Record<string, unknown> = {};
  const places = new Map<string, Place>();
  for (const { offset, message } of problems)
    report(file, { rule: 'attribute-syntax', message, at: at(offset) });
  for (const attribute of attributes) {
    const { name, value, offset, valueOffset } = attribute;
    const reader = Object.hasOwn(table, name) ? table[name] : undefined;
    if (reader === undefined) {
      const message = `Unknown attribute \`${name}\` of ${of}.\n${suggest(name, Object.keys(table))}`;
      report(file, { rule: 'unknown-attribute', message, at: at(offset) });
      continue;
    }
    if (places.has(name)) {
      const message = `\`${name}\` stands twice.\nKeep one of them.`;
      report(file, { rule: 'duplicate-attribute', message, at: at(offset) });
      continue;
    }
    places.set(name, at(valueOffset));
    const form = wrongForm(attribute, reader);
    const result = form === null ? reader.read(value ?? '') : new Complaint(form);
    if (!(result instanceof Complaint)) values[name] = result;
    else report(file, { rule: 'attribute-value', message: result.message, at: at(valueOffset) });
  }
  return { values: values as Values<T>, place: (name) => places.get(name) ?? fence.at };
};
