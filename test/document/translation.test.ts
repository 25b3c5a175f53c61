import { describe, expect, test } from 'vitest';
import { compareTranslations } from '../../runner/document/translation.ts';
import { parse } from './parse.ts';

const english = `---
title: One
hosts: { host1: {}, host2: {} }
packages: [aa, bb]
---

## First
<!-- step: first -->

\`\`\`sh host=host1 id=one
# Say it
echo a

echo b
\`\`\`

\`\`\`output like
a
\`\`\`

\`\`\`yaml check
- file: /x
  on: host1
  hint: Look
  until: second
\`\`\`

## Second

\`\`\`conf host=host2 file=/y
# a comment
key=1
\`\`\`
`;

const japanese = english
  .replace('title: One', 'title: 一')
  .replace('[aa, bb]', '[bb, aa]')
  .replace('## First', '説明。\n\n## 最初')
  .replace('# Say it', '# 言う\n# もう一行')
  .replace('hint: Look', 'hint: 見る')
  .replace('## Second', '## 次')
  .replace('until: second', 'until: 次')
  .replace('# a comment', '# 注');

const compare = (text: string) => {
  const [here, there] = [parse(text, 'labs/01-a.ja.md'), parse(english, 'labs/01-a.md')];
  expect(here.lab).not.toBeNull();
  return compareTranslations(here, there).map(
    ({ line, message }) => `${line}: ${message.split('\n').slice(0, 2).join(' ')}`,
  );
};

const japaneseWithIds = japanese
  .replace('## 次', '## 次\n<!-- step: second -->')
  .replace('until: 次', 'until: second');

test('title, prose, hints and comment lines may differ', () => {
  expect(compare(japaneseWithIds)).toEqual([]);
});

test('slugs may differ too, but ids in reports then do', () => {
  expect(compare(japanese)).toEqual([
    '31: This step is `次`, and `second` on labs/01-a.md:28, in reports and for `--from`. Put `<!-- step: ID -->` under both headings.',
  ]);
});

test('a hint in only one of the two is a warning, once for all hosts of a check', () => {
  const onBoth = (text: string) => text.replace('on: host1', 'on: host1,host2');
  const here = parse(onBoth(japaneseWithIds.replace('  hint: 見る\n', '')), 'labs/01-a.ja.md');
  const there = parse(onBoth(english), 'labs/01-a.md');
  expect(compareTranslations(here, there)).toEqual([
    {
      line: 25,
      column: 1,
      message: 'This check has no hint, and labs/01-a.md:22 has one.\nTranslate it.',
      rule: 'translation-hint',
      severity: 'warning',
    },
  ]);
  expect(compareTranslations(there, here).map(({ message }) => message)).toEqual([
    'This check has a hint, and labs/01-a.ja.md:25 has none.\nTranslate it there.',
  ]);
});

describe('what runs or is checked may not', () => {
  test.each<[string, string, string]>([
    [
      'echo b',
      'echo c',
      '17: `text` of this block differs from labs/01-a.md:14. Here: `echo c`; there: `echo b`.',
    ],
    [
      'echo b\n',
      '',
      '12: `text` of this block differs from labs/01-a.md:14. Here: `nothing`; there: `echo b`.',
    ],
    ['id=one', 'id=two', '12: `id` of this block differs from labs/01-a.md:10. Here: `two`; there: `one`.'],
    [
      'id=one',
      'timeout=1m',
      '12: `timeout` of this block differs from labs/01-a.md:10. Here: `60000ms`; there: `120000ms`.',
    ],
    [
      'sh host=host1',
      'sh host=host2',
      '12: `host` of this block differs from labs/01-a.md:10. Here: `host2`; there: `host1`.',
    ],
    [
      'output like',
      'output exact',
      '20: `output` of this block differs from labs/01-a.md:17. Here: `exact`; there: `like`.',
    ],
    [
      'file: /x',
      'file: /z',
      '25: `keys` of this check differs from labs/01-a.md:22. Here: `{"file":"/z"}`; there: `{"file":"/x"}`.',
    ],
    [
      'until: 次',
      'until: first',
      '25: `until` of this check differs from labs/01-a.md:22. Here: `step 1`; there: `step 2`.',
    ],
    [
      'key=1',
      'key=2',
      '35: `text` of this block differs from labs/01-a.md:32. Here: `key=2`; there: `key=1`.',
    ],
    [
      'step: first',
      'step: 1st',
      '9: The order of the steps differs from labs/01-a.md:7. Here: `step 1st`; there: `step first`.',
    ],
    [
      '[bb, aa]',
      '[aa]',
      '1: `packages` of the front matter differs from labs/01-a.md:1. Here: `["aa"]`; there: `["aa","bb"]`.',
    ],
    ['host1: {}', 'host1: { cpus: 2 }', '1: `hosts` of the front matter differs from labs/01-a.md:1.'],
    [
      '```output like\na\n```\n',
      '',
      '12: `output` of this block differs from labs/01-a.md:17. Here: `nothing`; there: `like`.',
    ],
    [
      '```conf',
      '```sh host=host1\n```\n\n```conf',
      '33: This block differs from labs/01-a.md:30. Here: `shell`; there: `file`.',
    ],
    [
      '```conf',
      '```yaml check\n- file: /q\n  on: host1\n```\n\n```conf',
      '34: This check differs from labs/01-a.md:30. Here: `check`; there: `file`.',
    ],
    [
      '## 次',
      '```sh host=host1\n```\n\n## 次',
      '31: This step differs from labs/01-a.md:7. Here: `a block`; there: `nothing`.',
    ],
  ])('%j for %j', (from, to, difference) => {
    expect(japanese).toContain(from);
    expect(compare(japanese.replace(from, to))[0]).toContain(difference);
  });
});
