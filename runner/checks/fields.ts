import * as z from 'zod';
import { nearest } from '../document/nearest.ts';

/** The keys that every item of a check list may have; the document's parser takes them off before a type sees it. */
export const commonKeys = [
  'on',
  'from',
  'container',
  'id',
  'within',
  'holds',
  'not',
  'until',
  'hint',
] as const;

/** How a value stands in a message: `` `RUNING` ``, `a list`, `nothing`. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `\`${value}\``;
  return `the ${typeof value} ${JSON.stringify(value)}`;
}

const instead = (expected: string) => (issue: { input?: unknown }) =>
  `Expected ${expected}, not ${shown(issue.input)}`;

// YAML reads `3` and `true` as no text: the author meant the text, and only quotes say so without losing a digit.
const quoteIt = (expected: string) => (issue: { input?: unknown }) =>
  `${instead(expected)(issue)}${isScalar(issue.input) ? `\nPut it in quotes: \`"${String(issue.input)}"\`` : ''}`;

const isScalar = (value: unknown) => ['number', 'boolean', 'bigint'].includes(typeof value);

/** Any text; `expected` names it for messages, as in ``a name such as `test1` ``. */
export const anyText = (expected: string) => z.string({ error: quoteIt(expected) });

/** Text that `pattern` describes, not empty. */
export const text = (expected: string, pattern = /./su) =>
  anyText(expected).regex(pattern, { error: instead(expected) });

/** A name without blanks, slashes or control characters, as of a container, a unit or an interface. */
export const name = (expected: string) => text(expected, /^[^\s/\p{Cc}-][^\s/\p{Cc}]*$/u);

/** One of some words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: instead(`one of ${words.map((word) => `\`${word}\``).join(', ')}`) });

/** A whole number within limits. */
export function whole(expected: string, { min, max }: { min: number; max: number }) {
  const error = instead(expected);
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** `true` or `false`. */
export const yesOrNo = z.boolean({ error: instead('`true` or `false`') });

/** Exactly `true`, for keys that are left out otherwise. */
export const yes = z.literal(true, { error: instead('`true`') });

/** A list, or its only entry alone; a list in the end. */
export const listOf = <Item extends z.ZodType>(item: Item, expected: string) =>
  z.preprocess(
    (value) => (isAlone(value) ? [value] : value),
    z
      .array(item, { error: instead(expected) })
      .min(1, { error: () => `Expected ${expected}, not an empty list` }),
  );

const isAlone = (value: unknown) => value !== undefined && value !== null && typeof value !== 'object';

/** A regular expression as JavaScript reads it, with `^` and `$` at line ends; kept as text. */
export const regex = text('a regular expression').superRefine((source, context) => {
  try {
    new RegExp(source, 'mu');
  } catch (error) {
    const reason = (error as Error).message.replace(/^.*\/[a-z]*: /su, '');
    context.addIssue({
      code: 'custom',
      message: `Expected a regular expression, not ${shown(source)}: ${reason}`,
    });
  }
});

/** What a text must be: equal to a string, or `{contains}`, or `{matches}`. */
export const textMatch = z.union(
  [
    anyText('text'),
    z.strictObject({ contains: text('text to look for') }),
    z.strictObject({ matches: regex }),
  ],
  { error: quoteIt('text, `{contains: …}` or `{matches: …}`') },
);

export type TextMatch = z.infer<typeof textMatch>;

/** The strict map of a type's own keys; an unknown one is answered with the nearest. */
export function keys<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownKey(key, known)).join('\n')
        : instead(`a map with ${known.map((key) => `\`${key}\``).join(', ')}`)(issue),
  });
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, [...known, ...commonKeys]);
  const help =
    meant === null
      ? `known are ${known.map((word) => `\`${word}\``).join(', ')}`
      : `did you mean \`${meant}\`?`;
  return `Unknown key \`${key}\`: ${help}`;
}
