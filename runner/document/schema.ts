import type { VFile } from 'vfile';
import * as z from 'zod';
import { report } from './gather.ts';
import { suggest } from './nearest.ts';
import type { YamlPath, YamlText } from './yaml.ts';

/** How a value stands in a message. */
export const shown = (value: unknown): string => {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
};

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: '`true` or `false`',
  int: 'a whole number',
  number: 'a number',
  object: 'a map',
  record: 'a map',
  string: 'text',
};

/** The message for what a schema has no message of its own for. */
const describe: z.core.$ZodErrorMap = (issue) => {
  const instead = `, not ${shown(issue.input)}`;
  if (issue.code === 'invalid_type') {
    const expected = kinds[issue.expected] ?? issue.expected;
    return issue.input === undefined
      ? `Expected ${expected} here; it is missing.`
      : `Expected ${expected}${instead}.`;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return `Expected one of ${values.map((value) => `\`${value}\``).join(', ')}${instead}.`;
  }
  return undefined;
};

interface Definition {
  type: string;
  shape?: Record<string, z.core.$ZodType>;
  element?: z.core.$ZodType;
  valueType?: z.core.$ZodType;
  innerType?: z.core.$ZodType;
  in?: z.core.$ZodType;
  out?: z.core.$ZodType;
  options?: readonly z.core.$ZodType[];
}

/** The keys that a schema knows at a path, for naming the nearest. */
const keysAt = (schema: z.core.$ZodType | undefined, path: YamlPath): string[] => {
  if (schema === undefined) return [];
  const { shape, element, valueType, innerType, options, ...rest } = schema._zod.def as Definition;
  if (innerType !== undefined) return keysAt(innerType, path);
  if (options !== undefined) return options.flatMap((option) => keysAt(option, path));
  if (rest.in !== undefined) return [...keysAt(rest.in, path), ...keysAt(rest.out, path)];
  const [first, ...inner] = path;
  if (first === undefined) return Object.keys(shape ?? {});
  return keysAt(shape === undefined ? (element ?? valueType) : shape[String(first)], inner);
};

type Issue = z.core.$ZodIssue;

/** Issues that say: this way of a union was not meant at all. */
const mismatches: ReadonlySet<string> = new Set(['invalid_type', 'invalid_value']);

/** Of the ways to satisfy a union, the one that came nearest tells what is wrong. */
const flatten = (issue: Issue): Issue[] => {
  if (issue.code !== 'invalid_union') return [issue];
  const tried = issue.errors.filter(
    (errors) => !errors.some(({ code, path }) => mismatches.has(code) && path.length === 0),
  );
  const [only] = tried;
  if (tried.length !== 1 || only === undefined) return [issue];
  return only.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
};

/**
 * Validates data of a piece of YAML that stands at `path`, and reports each issue at the very key or value.
 * `otherKeys` are keys that somebody else reads, named when an unknown one resembles them. Null where anything is wrong.
 */
export const validate = <T>(options: {
  file: VFile;
  yaml: YamlText;
  path: YamlPath;
  value: unknown;
  schema: z.ZodType<T>;
  otherKeys?: readonly string[];
}): T | null => {
  const { file, yaml, path, value, schema, otherKeys = [] } = options;
  const result = z.safeParse(schema, value, { error: describe });
  if (result.success) return result.data;
  for (const issue of result.error.issues.flatMap(flatten)) {
    const here = [...path, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      const known = [...keysAt(schema, issue.path), ...(issue.path.length === 0 ? otherKeys : [])];
      for (const key of issue.keys) {
        const message = `Unknown key \`${key}\`.\n${suggest(key, new Set(known))}`;
        report(file, { rule: 'unknown-key', message, at: yaml.place([...here, key], 'key') });
      }
      continue;
    }
    const isKey = issue.code === 'invalid_key';
    const message = isKey ? (issue.issues[0]?.message ?? issue.message) : issue.message;
    report(file, { rule: 'invalid-value', message, at: yaml.place(here, isKey ? 'key' : 'value') });
  }
  return null;
};
