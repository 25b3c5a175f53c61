import type { Problem } from './problem.ts';

/** What a rule reports, as a sentence of the manual. */
export interface RuleDescription {
  readonly severity: Problem['severity'];
  readonly summary: string;
}

const error = (summary: string): RuleDescription => ({ severity: 'error', summary });
const warning = (summary: string): RuleDescription => ({ severity: 'warning', summary });

/** What reading a document finds, running or not; sorted by name. */
export const formatRules = {
  'attribute-syntax': error('An info string is more than `key=value`, `key="a b"` and bare words.'),
  'attribute-value': error('An attribute of a fence has a value that it can’t have.'),
  'bad-regex': error('The text of an `output regex` is no regular expression.'),
  'check-host': error('A check has `on` where it takes `from`, or the other way round.'),
  'check-item': error('An item of a `yaml check` is no map.'),
  'check-list': error('A `yaml check` is no list, or an empty one.'),
  'check-type': error('No key of a check names its type, or two do.'),
  'content-file': error('A file of the front matter is not in `content/`.'),
  contradiction: error('Two attributes of a block exclude each other.'),
  'duplicate-attribute': error('An attribute stands twice.'),
  'duplicate-host': error('A host is named twice in one list.'),
  'duplicate-id': error('Two blocks or checks have the same id.'),
  'duplicate-key': error('A key of YAML stands twice.'),
  'duplicate-step': error('Two steps have the same id.'),
  'fence-unclosed': error('A fence is never closed.'),
  'front-matter-unclosed': error('The front matter is never closed.'),
  'heredoc-unclosed': warning('A here-document is never closed: it ends with its block.'),
  'invalid-value': error('A value of YAML is not what its key takes.'),
  'missing-host': error('A lab of several hosts has a block or check that names none.'),
  'missing-title': warning('The front matter has no `title`.'),
  'nested-too-deeply': error('Quotes and lists are nested more than a hundred deep.'),
  'no-steps': error('Nothing is run and nothing is checked.'),
  'not-run': error('A fence looks like a block or a check and is none.'),
  'not-text': error('The document holds what no text does, such as NUL.'),
  'not-utf-8': error('The document is not UTF-8.'),
  'output-mode': error('An output fence has two modes.'),
  'output-without-block': error('An output fence follows no block.'),
  'outside-step': error('A block or check stands under no level-2 heading.'),
  'shell-syntax': error('Bash can’t parse a block.'),
  'step-id': error('A step’s comment has no id, or one that is none.'),
  'step-place': error('A step’s comment stands where no step begins, or is the second one.'),
  'too-long': error('The document is longer than 512 KiB.'),
  translation: error('What runs or is checked differs between a document and its translation.'),
  'translation-hint': warning('A check has a hint in only one of a document and its translation.'),
  'translation-id': warning('A step without an id has another one in a translation, with its blocks.'),
  'unknown-attribute': error('A fence has an attribute that there is not.'),
  'unknown-host': error('A host is named that the front matter does not have.'),
  'unknown-key': error('YAML has a key that there is not.'),
  'unknown-step': error('`until` names a step that there is not.'),
  'until-earlier': error('`until` names a step that is over before the check is made.'),
  'until-own-step': warning('`until` names the check’s own step, and no block of it follows.'),
  'yaml-alias': error('YAML has an alias (`*name`).'),
  'yaml-anchor': error('YAML has an anchor (`&name`).'),
  'yaml-merge': error('YAML has a merge key (`<<`).'),
  'yaml-syntax': error('YAML can’t be parsed.'),
  'yaml-tag': error('YAML has a tag (`!name`).'),
} as const satisfies Readonly<Record<string, RuleDescription>>;

export type FormatRule = keyof typeof formatRules;
