import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareOutput } from '../../runner/execute/output/compare.ts';
import { readOriginals } from '../../runner/update/original.ts';
import { shellBlocks } from '../../runner/update/printed.ts';
import { rewriteDocument } from '../../runner/update/rewrite.ts';
import { updateLab } from '../../runner/update/update-lab.ts';

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
  path = join(folder, 'lab.md');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const head = '---\ntitle: Lab\n---\n\n## Step\n\n';

/** Writes a document and updates it, its blocks having printed these. */
function rewrite(text: string, ...outputs: string[]) {
  writeFileSync(path, text);
  const [original] = readOriginals({ path });
  if (!original) throw new Error('No document');
  return rewriteDocument(original, updateLab(original.parsed.lab, [outputs.map((output) => [output])]));
}

const body = (text: string, ...outputs: string[]) => rewrite(head + text, ...outputs).text.slice(head.length);

test.each<[says: string, before: string, output: string, after: string]>([
  ['a fence', '```sh\nx\n```\n\n```output\nold\n```\n', 'new\n', '```sh\nx\n```\n\n```output\nnew\n```\n'],
  [
    'an empty fence',
    '```sh\nx\n```\n```output\n```\nend',
    'a\n\nb\n',
    '```sh\nx\n```\n```output\na\n\nb\n```\nend',
  ],
  [
    'a fence that gets empty',
    '```sh\nx\n```\n```output exact\na\nb\n```\n',
    '',
    '```sh\nx\n```\n```output exact\n```\n',
  ],
  ['no final newline', '```sh\nx\n```\n```output\nold\n```', 'new\n', '```sh\nx\n```\n```output\nnew\n```'],
  [
    'CRLF',
    '```sh\r\nx\r\n```\r\n```output\r\nold\r\n```\r\n',
    'a\nb\n',
    '```sh\r\nx\r\n```\r\n```output\r\na\r\nb\r\n```\r\n',
  ],
  [
    'mixed line ends',
    '```sh\nx\n```\n```output\r\nold\nstays\n```\r\n',
    'a\nstays\n',
    '```sh\nx\n```\n```output\r\na\r\nstays\n```\r\n',
  ],
  [
    'a list',
    '1. ```sh\n   x\n   ```\n\n   ```output\n   old\n\n   stays\n   ```\n',
    'new\n\nstays\n\nmore\n',
    '1. ```sh\n   x\n   ```\n\n   ```output\n   new\n\n   stays\n\n   more\n   ```\n',
  ],
  [
    'a fence beside its list marker',
    '- ```sh\n  x\n  ```\n- ```output\n  old\n  ```\n',
    ' new\n',
    '- ```sh\n  x\n  ```\n- ```output\n   new\n  ```\n',
  ],
  [
    'a list of tabs',
    '-\t```sh\n\tx\n\t```\n\n\t```output\n\told\n\t```\n',
    '\tnew\n',
    '-\t```sh\n\tx\n\t```\n\n\t```output\n\t\tnew\n\t```\n',
  ],
  [
    'an indented fence',
    '  ```sh\n  x\n  ```\n  ```output\n old\n  ```\n',
    ' new\n',
    '  ```sh\n  x\n  ```\n  ```output\n   new\n  ```\n',
  ],
  [
    'a quote',
    '> ```sh\n> x\n> ```\n>\n> ```output\n>old\n> same\n> ```\n',
    'new\n\nsame\n',
    '> ```sh\n> x\n> ```\n>\n> ```output\n> new\n>\n> same\n> ```\n',
  ],
  [
    'a quote in a list',
    '* > ```sh\n  > x\n  > ```\n  > ~~~output\n  > old\n  > ~~~\n',
    'new\n',
    '* > ```sh\n  > x\n  > ```\n  > ~~~output\n  > new\n  > ~~~\n',
  ],
  [
    'tabs',
    '```sh\nx\n```\n```output exact\nold\n```\n',
    '\ta\tb\t\n',
    '```sh\nx\n```\n```output exact\n\ta\tb\t\n```\n',
  ],
  [
    'a fence in the output',
    '```sh\nx\n```\n```output\nold\n```\n',
    '```sh\nls\n```\n',
    '```sh\nx\n```\n````output\n```sh\nls\n```\n````\n',
  ],
  [
    'a longer one, indented',
    '```sh\nx\n```\n~~~output like\nold\n~~~\n',
    '  ~~~~~ \n',
    '```sh\nx\n```\n~~~~~~output like\n  ~~~~~\n~~~~~~\n',
  ],
  [
    'a fence of the other kind',
    '```sh\nx\n```\n~~~output\nold\n~~~\n',
    '```\n',
    '```sh\nx\n```\n~~~output\n```\n~~~\n',
  ],
])('%s', (_, before, output, after) => {
  expect(body(before, output)).toBe(after);
});

test('a byte order mark stays', () => {
  const text = '\ufeff## Step\r\n\r\n```sh\r\nx\r\n```\r\n\r\n```output\r\nold\r\n```';
  expect(rewrite(text, 'new\n').text).toBe(text.replace('old', 'new'));
});

test('what is true, not run, or a sample stays byte by byte', () => {
  const text = `${head}\`\`\`sh\nx\n\`\`\`\n\`\`\`output  like \n  a ... \n\n\`\`\`\n\`\`\`sh norun\ny\n\`\`\`\n\`\`\`output\ny\n\`\`\`\n`;
  expect(rewrite(text, '  a b\n')).toMatchObject({ text, blocks: 0, difference: '', left: [] });
});

test('what would not read back is refused', () => {
  expect(() =>
    rewrite(
      `${head}${'prose\n'.repeat(30_000)}\n\`\`\`sh\nx\n\`\`\`\n\`\`\`output exact\na\n\`\`\`\n`,
      'b\n'.repeat(200_000),
    ),
  ).toThrow(
    /^Cannot update .*lab\.md: with its new outputs it would be wrong\.\nExpected a document of at most 512 KiB/,
  );
});

test('whatever a block prints and wherever its output stands, it is true then, and stays as it is', () => {
  const surroundings = fc.constantFrom<[first: string, rest: string]>(
    ['', ''],
    ['- ', '  '],
    ['1.\t', '\t'],
    ['> ', '> '],
    ['>', '>'],
    ['- > * ', '  >   '],
    ['   ', '   '],
  );
  const line = fc.oneof(
    fc.string({
      unit: fc.constantFrom('a', ' ', '\t', '.', '`', '~', '>', '-', '\u001b', '\r'),
      maxLength: 6,
    }),
    fc.constantFrom('```', '~~~~', '   ```', '# a', '12:34', '<!-- step: x -->', '---', '', '    ````'),
  );
  const lines = fc.array(line, { maxLength: 5 });
  const fence = fc.constantFrom('```', '~~~', '`````');
  const end = fc.constantFrom('\n', '\r\n');
  fc.assert(
    fc.property(
      surroundings,
      fence,
      end,
      lines,
      fc.constantFrom('like', 'exact'),
      (place, sign, newline, printed, mode) => {
        const [first, rest] = place;
        const inside = ['```sh', 'x', '```', `${sign}output ${mode}`, 'old', sign];
        const text = [
          ...head.split('\n').slice(0, -1),
          ...inside.map((each, index) => (index === 0 ? first : rest) + each),
          '',
          'End.',
        ].join(newline);
        const output = printed.join('\n');
        const updated = rewrite(text, output);
        if (updated.left.length > 0) return;
        expect(updated.text.endsWith(`${newline}End.`)).toBe(true);
        const again = rewrite(updated.text, output);
        expect(again).toMatchObject({ text: updated.text, blocks: 0 });
        const [block] = shellBlocks(again.original.parsed.lab);
        const expected = block?.output?.text ?? 'none';
        expect(compareOutput({ mode, expected, actual: output }).matches).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});
