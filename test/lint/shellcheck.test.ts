import { chmodSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lintForAuthors } from '../../runner/lint/index.ts';
import { makeFolder } from '../document/folder.ts';
import { placesOf } from '../document/parse.ts';
import { findProgram } from '../helpers/find-program.ts';

const isHere = findProgram('shellcheck') !== null;

const ask = async (body: string, matter = 'title: T') => {
  const text = `---\n${matter}\n---\n\n## Step\n\n<!-- step: s -->\n\nOn host1, host2:\n\n${body}\n`;
  const { labs } = await lintForAuthors({ paths: [`${makeFolder({ 'a.md': text })}/a.md`] });
  return labs.flatMap(placesOf);
};

const block = (text: string, attributes = '') => `\`\`\`sh ${attributes}\n${text}\n\`\`\``;

describe.skipIf(!isHere)(`ShellCheck${isHere ? '' : ' (it is not installed)'}`, () => {
  test.each<[name: string, body: string, problems: string[]]>([
    ['a finding, at its column', block('true\n  rm -r $1x'), ['13:9 shellcheck/SC2086 (warning)']],
    [
      'in a list, behind what is no single UTF-16 unit',
      `- a\n\n  ${block('echo 𝒳 $1').replaceAll('\n', '\n  ')}`,
      ['14:11 shellcheck/SC2086 (warning)'],
    ],
    ['a variable that an earlier block sets', `${block('n=5 x=/tmp')}\n\n${block('echo $n "$x"')}`, []],
    ['one that nobody sets', block('echo "$nobody"'), ['12:7 shellcheck/SC2154 (warning)']],
    [
      'what holds of a block and not of a script',
      block("cd /tmp\n. ./env\nunused=1\nsh -c 'echo $x'\necho done\nexec true\nexit 3\ntrue", 'exit=3'),
      [],
    ],
    [
      'what it can’t parse hides nothing else',
      `${block('echo $1')}\n\n${block('cat <<EOF\nx')}\n\n${block('echo $2')}`,
      [
        '12:6 shellcheck/SC2086 (warning)',
        '17:1 heredoc-unclosed (warning)',
        '21:6 shellcheck/SC2086 (warning)',
      ],
    ],
    ['switched off', `<!-- lint: off shellcheck/SC2086 -->\n\n${block('echo $1')}`, []],
    [
      'switched off for nothing',
      `<!-- lint: off shellcheck/SC2086 -->\n\n${block('echo')}`,
      ['11:16 lint-unused (warning)'],
    ],
    ['`norun`', block('echo $1', 'norun'), ['1:1 no-steps']],
  ])('%s', async (_, body, problems) => {
    expect(await ask(body)).toEqual(problems);
  });

  test('what two hosts run is said once, and each container has a shell of its own', async () => {
    const body = `${block('x=$1; rm $x', 'host=host1,host2')}\n\n${block('echo "$x"', 'host=host1 container=host1')}`;
    expect(await ask(body, 'title: T\nhosts: { host1: {}, host2: {} }')).toEqual([
      '13:10 shellcheck/SC2086 (warning)',
      '16:1 host-unnamed (warning)',
      '17:7 shellcheck/SC2154 (warning)',
    ]);
  });
});

describe.skipIf(!isHere)('many documents are asked about at a time', () => {
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  /** The finding of each stands on a line of its own. */
  const documentOf = (number: number) =>
    `---\ntitle: T\n---\n\n## Step\n\n<!-- step: s -->\n\n${block(`${'\n'.repeat(number)}echo $1 ${number}`)}\n`;
  const expected = numbers.map((number) => [`${10 + number}:6 shellcheck/SC2086 (warning)`]);
  const askAll = async () => {
    const files = Object.fromEntries(numbers.map((number) => [`${number}.md`, documentOf(number)]));
    const folder = makeFolder(files);
    const { labs } = await lintForAuthors({ paths: Object.keys(files).map((name) => `${folder}/${name}`) });
    return labs.map(placesOf);
  };

  test('and each gets what is said of it', async () => {
    expect(await askAll()).toEqual(expected);
  });

  test('and one of which ShellCheck dies hides nothing of the others', async () => {
    const program = findProgram('shellcheck') ?? '';
    // As the real one, which reads a pipe but once.
    const dying = `#!/bin/bash
for file in "\${@:6}"; do
  text=$(<"$file")
  [[ $text != *'echo $1 17' ]] || kill -KILL $$
  eval "exec \${file##*/}<<<\\"\\$text\\""
done
exec ${program} "$@"
`;
    const path = process.env['PATH'];
    const folder = makeFolder({ shellcheck: dying });
    chmodSync(`${folder}/shellcheck`, 0o755);
    process.env['PATH'] = `${folder}:${path}`;
    try {
      expect(await askAll()).toEqual(expected.with(17, []));
    } finally {
      process.env['PATH'] = path;
    }
  });
});

test('without ShellCheck all else is said, and its switches are not judged', async () => {
  const path = process.env['PATH'];
  const bash = findProgram('bash') ?? '';
  const { symlinkSync } = await import('node:fs');
  const folder = makeFolder({
    'a.md': `---\ntitle: T\n---\n\n## Step\n\n<!-- lint: off shellcheck/SC2086 -->\n\n${block('echo $1')}\n\n![](https://example.com/)\n`,
  });
  symlinkSync(bash, `${folder}/bash`);
  process.env['PATH'] = folder;
  try {
    const { labs, isShellAsked } = await lintForAuthors({ paths: [`${folder}/a.md`] });
    expect([labs.flatMap(placesOf), isShellAsked]).toEqual([['13:1 alt-text (warning)'], false]);
  } finally {
    process.env['PATH'] = path;
  }
});
