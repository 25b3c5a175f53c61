import { expect, test } from 'vitest';
import { linesOf } from '../../runner/audit/index.ts';
import type { Lab } from '../../runner/document/lab.ts';
import { withoutLine } from '../../runner/audit/without.ts';
import { judgeSyntax } from '../../runner/document/judge.ts';
import { readLab } from '../../runner/document/index.ts';
import { inStep, labOf } from '../document/parse.ts';

/** The block's text begins on line 8. */
const labWith = (script: string) => labOf(inStep(`\`\`\`sh id=block\n${script}\n\`\`\``));

/** `LINE TEXT` of each, and what is left of the block without it. */
function leftOut(script: string): [string, string][] {
  const lab = labWith(script);
  return linesOf(lab).map((line) => [`${line.line} ${line.text}`, textOf(withoutLine(lab, line))]);
}

function textOf({ steps }: Lab): string {
  return steps[0]?.items.map((item) => (item.kind === 'check' ? '' : item.text)).join('') ?? '';
}

test('each command of a block, without comments and blank lines', () => {
  expect(leftOut('# why\none\n\ntwo # so\n')).toEqual([
    ['9 one', '# why\n   \n\ntwo # so\n'],
    ['11 two', '# why\none\n\n    # so\n'],
  ]);
});

test('two on one line are two, and go with what separates them', () => {
  expect(leftOut('one; two')).toEqual([
    ['8 one;', '     two'],
    ['8 two', 'one;    '],
  ]);
  expect(leftOut('one & two')).toEqual([
    ['8 one &', '      two'],
    ['8 two', 'one &    '],
  ]);
});

test.each([
  ['a loop', 'for i in 1 2; do\n  one\ndone | sort'],
  ['a function', 'one() {\n  two\n}'],
  ['an and-or list', 'one &&\n  two ||\n  three'],
  ['a command that goes on', 'one \\\n  two'],
  ['a here-document', "cat <<'END' > file\n  one\nEND"],
])('%s over several lines is one', (_, script) => {
  expect(leftOut(`${script}\nlast`).map(([line]) => line.split('\n')[0])).toEqual([
    `8 ${script.split('\n')[0] ?? ''}`,
    `${8 + script.split('\n').length} last`,
  ]);
  expect(leftOut(`${script}\nlast`)[0]?.[1].trim()).toBe('last');
});

test('of two here-documents that begin on one line, the other stays', () => {
  const [, second] = leftOut('cat <<A; tr a b <<B\none\nA\ntwo\nB');
  expect(second?.[1].split('\n').map((line) => line.trimEnd())).toEqual(['cat <<A;', 'one', 'A', '', '']);
});

test('what the parser can not make out is one line', () => {
  expect(leftOut('one\nif\n').length).toBe(1);
});

test('a `file=` fence', () => {
  const lab = labOf(inStep('```ini id=conf file=/etc/x.conf\na = b\n```\n\n```sh id=block\none\n```'));
  const [file] = linesOf(lab);
  expect(file).toMatchObject({
    kind: 'file',
    line: 7,
    text: '# write /etc/x.conf',
    block: 'conf',
    step: 'step',
  });
  expect(file && withoutLine(lab, file).steps[0]?.items.map(({ id }) => id)).toEqual(['block']);
});

const frontMatter = [
  'title: T',
  'hosts: { one: {}, two: {} }',
  'files:',
  '  - { from: 02/host1/bridges, to: /root/bridges, on: two }',
  '  - { from: 02/host1/lvs.conf, to: /root/nobody, on: one }',
].join('\n');

test('a file that was put is taken away before the first block on its host that names it', () => {
  const blocks = ['one', 'two'].map(
    (host) => `\`\`\`sh host=${host} id=on-${host}\ncat /root/bridges\n\`\`\`\n`,
  );
  const lab = labOf(inStep(blocks.join('\n'), frontMatter));
  const lines = linesOf(lab);
  expect(lines.map(({ kind, line, block }) => [kind, line, block])).toEqual([
    ['put', 6, null],
    ['command', 12, 'on-one'],
    ['put', 5, 'on-two'],
    ['command', 16, 'on-two'],
  ]);
  const [unnamed, , named] = lines;
  expect(unnamed && withoutLine(lab, unnamed).files.map(({ to }) => to)).toEqual(['/root/bridges']);
  expect(named && withoutLine(lab, named).steps[0]?.items).toMatchObject([
    { id: 'on-one' },
    { text: 'command rm -f -- /root/bridges\n', hosts: ['two'] },
    { id: 'on-two' },
  ]);
});

test.each(['01-lxc-basics', '02-ipvs-iptables'])('%s stays bash without any of its lines', async (name) => {
  const { lab } = readLab({ path: `labs/${name}.md` });
  if (!lab) throw new Error('The lab is wrong');
  const lines = linesOf(lab);
  expect(lines.length).toBeGreaterThan(40);
  const scripts = lines.flatMap((line) =>
    withoutLine(lab, line).steps.flatMap(({ items }) =>
      items.flatMap((item) => (item.kind === 'shell' && item.id === line.block ? [item.text] : [])),
    ),
  );
  const wrong = (await judgeSyntax(scripts)).filter(({ parses, messages }) => !parses || messages.length > 0);
  expect(wrong).toEqual([]);
});
