import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkSyntax } from '../../runner/document/index.ts';
import { inStep, parse } from './parse.ts';

const script = (text: string) => ({ shell: [{ text, textLine: 10 }] });

const judge = async (...texts: string[]) =>
  (await checkSyntax(texts.map(script))).map((problems) =>
    problems.map(({ line, message, severity }) => `${line} ${severity}: ${message.split('\n')[0] ?? ''}`),
  );

test('what bash parses passes, with extglob or without', async () => {
  const right = [
    '',
    '# only a comment',
    'for i in 1 2; do\n  echo "$i"\ndone',
    'cat <<EOF\n$(date) `x\nEOF',
    'echo !(a|b)',
    'shopt -s extglob\nls !(*.txt)',
    'case x in (a) ;; b) ;& *) ;; esac',
    'a=(1 2\n3); [[ $a =~ ^(x|y)$ ]] && coproc cat',
    'f() { return 1; }; exit 3',
    'x=!(b); echo $(( 1 << 2 ))',
    "echo 'it''s' \"a\nb\" $'\\'' é 日本",
    'diff <(a) <(b) &>> x',
  ];
  expect(await judge(...right)).toEqual(right.map(() => []));
});

test('what it does not is an error on the line of the document', async () => {
  expect(
    await judge(
      'true\nif x; then\n  y',
      'echo "open\nmore',
      'true\n\ndone',
      'a && && b',
      'echo $(ls',
      'true',
      '}\necho x',
      'f() {',
    ),
  ).toEqual([
    ['12 error: Bash cannot parse this block: unexpected end of file.'],
    ['10 error: Bash cannot parse this block: unexpected EOF while looking for matching `"\'.'],
    ["12 error: Bash cannot parse this block: near unexpected token `done'."],
    ["10 error: Bash cannot parse this block: near unexpected token `&&'."],
    ["10 error: Bash cannot parse this block: unexpected EOF while looking for matching `)'."],
    [],
    ["10 error: Bash cannot parse this block: near unexpected token `}'."],
    ['10 error: Bash cannot parse this block: unexpected end of file.'],
  ]);
});

test('a here-document that is never closed is a warning, for bash runs it', async () => {
  expect(await judge('cat <<EOF\nx')).toEqual([
    ["11 warning: Here-document delimited by end-of-file (wanted `EOF')."],
  ]);
});

test('what makes bash itself give up is an error, and the rest is judged all the same', async () => {
  const [first, deep, last] = await judge('true', '('.repeat(200_000), 'fi');
  expect([first, last]).toEqual([
    [],
    ["10 error: Bash cannot parse this block: near unexpected token `fi'."],
  ]);
  expect(deep).toHaveLength(1);
});

test('nothing of any text is ever run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-syntax-'));
  const mark = join(folder, 'ran');
  const run = `echo x > ${mark}; /usr/bin/touch ${mark}`;
  const attempts = [
    run,
    `set +n\n${run}`,
    `set +nr; shopt -u restricted_shell; ${run}`,
    `}\n${run}`,
    `"\n${run}\n"`,
    `';${run};'`,
    `$(${run})`,
    `\`${run}\``,
    `EOF\n${run}`,
    `return\n${run}`,
    `trap '${run}' EXIT DEBUG ERR RETURN; false`,
    `judge() { :; }; ${run}`,
    `local -\n${run}`,
    `exit\n${run}`,
    `alias judge='${run}'`,
    `)\n${run}`,
    `a[$(${run})]=1`,
    `(( x[$(${run})] ))`,
    `: \${x:=$(${run})}`,
    `cat <<X\n$(${run})\nX`,
    `f() { ${run}; }; f`,
    `BASH_ENV=x PS4='$(${run})'; set -x; true`,
  ];
  await checkSyntax(
    attempts.flatMap((text) => [script(text), script(`${text}\n(`), script(`echo !(\n${text}`)]),
  );
  expect(existsSync(mark)).toBe(false);
  rmSync(folder, { recursive: true });
});

test('one text never changes what is said of another', async () => {
  const pieces = fc.constantFrom(
    'if',
    'fi',
    'a',
    '"',
    "'",
    '$(',
    ')',
    '<<E\n',
    'E\n',
    '\n',
    ';',
    '{ ',
    '}',
    '`',
    '\\',
    'set +n\n',
    '!(',
    '#',
  );
  const text = fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 2, maxLength: 8 }), async (texts) => {
      const together = await judge(...texts);
      const alone = await Promise.all(texts.map((each) => judge(each)));
      expect(together).toEqual(alone.flat());
    }),
    { seed: 20_151_101, numRuns: 15 },
  );
});

test('blocks of a document that is wrong elsewhere are judged too, `norun` ones are not', async () => {
  const read = parse(inStep('```sh timeout=5\nif\n```\n\n```sh norun\n(\n```'));
  const [problems] = await checkSyntax([read]);
  expect(problems?.map(({ line, rule }) => [line, rule])).toEqual([[8, 'shell-syntax']]);
});
