import { describe, expect, test } from 'vitest';
import { document, lint } from './lint.ts';

type Case = [body: string, problems: string[]];

const expectAll = async (body: string, problems: string[], options?: Parameters<typeof lint>[1]) => {
  expect(await lint(document(body), options)).toEqual(problems.map((each) => `${each} (warning)`));
};

describe('links', () => {
  const files = { 'b.md': '# Über uns\n\n# A b\n\n<a id="x"></a>\n', 'img/p q.png': '', 'c.txt': '' };
  test.each<Case>([
    ['[b](b.md) ![p](<img/p q.png>) ![p](img/p%20q.png) [f](./img/) [c](c.txt#L3) [q](b.md?plain=1)', []],
    ['[out](https://nowhere.invalid/x.md#y) <mailto:a@b.c> [r](/root.md) [p](//host/x)', []],
    ['# A b\n\n# A b\n\n[one](#a-b) [two](#a-b-1) [top](#top) [top](#)', []],
    ['[b](b.md#über-uns) [b](b.md#%C3%BCber-uns) [x](b.md#x) [y](b.md#A-b)', ['5:56 dead-fragment']],
    ['see [b](nope.md)', ['5:5 dead-link']],
    ['> - a\n>   ![p](img/pq.png)', ['6:5 dead-link']],
    ['[a][r]\n\n[r]: b.txt "T"', ['7:1 dead-link']],
    ['[three](#a-b-2) [self](a.md#s) [self](a.md#step)', ['5:1 dead-fragment', '5:17 dead-fragment']],
    [
      'text <a href="no.md">x</a>\n\n<p>\n<img alt="" src="img/no.png">\n</p>',
      ['5:6 dead-link', '8:1 dead-link'],
    ],
    [
      '[empty]() and `[code](no.md)`\n\n```text\n[code](no.md)\n```\n\n<!-- [c](no.md) <a href="no.md"> -->',
      ['5:1 dead-link'],
    ],
  ])('%j', async (body, problems) => {
    await expectAll(body, problems, { files });
  });
});

test.each<Case>([
  ['![a picture](x.png)\n\n<img src="x.png" alt="">', []],
  ['a ![](x.png) ![ ](x.png)', ['5:3 alt-text', '5:14 alt-text']],
  ['![][r]\n\n[r]: x.png', ['5:1 alt-text']],
  ['<p>\n  <img src="x.png">\n</p>', ['6:3 alt-text']],
])('alternative text: %j', async (body, problems) => {
  await expectAll(body, problems, { files: { 'x.png': '' } });
});

describe('marks that are no emphasis', () => {
  test.each<Case>([
    ['**太字**です。 *a* _b_ 2 * 3 * 4, snake_case_name, **kwargs, `**x**`, \\*\\*x\\*\\*', []],
    ['これは**「太字」**です。', ['5:4 emphasis']],
    ['> 次の行で\n> **`コード`**です。', ['6:3 emphasis']],
    ['つまり*「これ」*です。また_「これ」_です。', ['5:4 emphasis', '5:15 emphasis']],
    ['*.txtと*.mdの違い。**は二つの星。', []],
    ['the**(bold)**word', ['5:4 emphasis']],
  ])('%j', async (body, problems) => {
    await expectAll(body, problems);
  });
});

describe('Japanese', () => {
  test.each<Case>([
    ['Debian 12 の `lxc` と **host1** で 2015 年、Linux（IPv4）。', []],
    ['Linux の中の Debian とLXC', ['5:19 ja-spacing']],
    ['Linuxの中のDebianと LXC', ['5:16 ja-spacing']],
    ['中の`a`と`b`の `c`', ['5:11 ja-spacing']],
    ['host1 の中、**host2**で、2015年は3個', ['5:19 ja-spacing']],
    ['Linux の\nDebian と\n\n| 行 | a |\n| --- | --- |\n| b | 列 |', []],
    ['Linux の後、Linuxの前', ['5:15 ja-spacing']],
    ['ﾎｽﾄは ＡＢ１ の上', ['5:1 ja-width', '5:6 ja-width']],
  ])('%j', async (body, problems) => {
    await expectAll(body, problems, { path: 'a.ja.md' });
    expect(await lint(document(body), { path: 'a.fr.md' })).toEqual([]);
  });
});

test.each<[block: string, problems: string[]]>([
  ['$ ls -l\ntotal 0', ['6:1 prompt']],
  ['cd /\n  % ls', ['7:3 prompt']],
  ['root@host1:~# apt-get update', ['6:1 prompt']],
  ['[root@host1 ~]# ls', ['6:1 prompt']],
  ['# apt-get update\n\n# apt-get install lxc', ['6:1 prompt']],
  ['# lxc-ls -f\nNAME  STATE\ntest1 STOPPED', ['6:1 prompt']],
  ['# install it\napt-get install lxc', []],
  ['# Say what it is.\n# No more.', []],
  ['# いまは何もしない', []],
  ['# only a comment', []],
  ['# ls -l', ['6:1 prompt']],
  ['cat <<EOF\n$ ls\n# listen\nListen 80\nEOF', []],
  ["echo '\n$ ls\n# ls\nNAME'", []],
  ['# now set it\nPATH=/bin:$PATH\nfor i in $x; do\n  # then go\n  "$i"\ndone', []],
  ['#!/bin/sh\necho $ # 5', []],
])('prompts: %j', async (block, problems) => {
  const found = await lint(document(`\`\`\`sh norun\n${block}\n\`\`\``));
  expect(found).toEqual(problems.map((each) => `${each} (warning)`));
});

test('a prompt in a list has the column of the document; other fences may have prompts', async () => {
  await expectAll('- a\n\n  ```sh norun\n  $ ls\n  ```\n\n```console\n$ ls\n```', ['8:3 prompt']);
});

describe('hosts that the text does not name', () => {
  const hosts = 'title: T\nhosts: { host1: {}, host2: {} }';
  const run = (where: string) => `\`\`\`sh host=${where}\ntrue\n\`\`\``;
  test.each<Case>([
    [`On **host1**:\n\n${run('host1')}\n\nAgain:\n\n${run('host1')}`, []],
    [`On **host1** and **host2**:\n\n${run('host1,host2')}\n\nhost2で:\n\n${run('host2')}`, []],
    [`In **web**:\n\n${run('host1 container=web')}`, []],
    [`Run:\n\n${run('host1')}`, ['12:1 host-unnamed']],
    [`On host1:\n\n${run('host1')}\n\nAnd:\n\n${run('host2')}`, ['18:1 host-unnamed']],
    [`On host1:\n\n${run('host1,host2')}`, ['12:1 host-unnamed']],
    [`On host10:\n\n${run('host1')}`, ['12:1 host-unnamed']],
    [`In web on host1:\n\n${run('host1 container=web')}\n\nBack:\n\n${run('host1')}`, ['18:1 host-unnamed']],
    [`On host1:\n\n${run('host1')}\n\n## B\n\n${run('host1')}`, ['18:1 host-unnamed']],
    [
      `On host2:\n\n\`\`\`sh norun\nx\n\`\`\`\n\n- as before\n\n  \`\`\`conf host=host2 file=/x\n  \`\`\``,
      [],
    ],
  ])('%j', async (body, problems) => {
    const found = await lint(`---\n${hosts}\n---\n\n## A\n\n<!-- step: a -->\n\n${body}\n`);
    expect(found).toEqual(problems.map((each) => `${each} (warning)`));
  });
});
