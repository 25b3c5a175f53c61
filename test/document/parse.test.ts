import { describe, expect, test } from 'vitest';
import { inStep, itemsOf, labOf, parse, placesOf } from './parse.ts';

const document = `---
title: Two hosts
hosts:
  host1: { memory: 1G, cpus: 2, disk: 4G, networks: [front, { back: 10.0.0.1/24 }] }
  host2:
packages: [lxc, lxc-templates, lxc]
internet: true
---

# Heading

## Only prose

Text.

## Make \`it\` *so*
<!-- step: make -->

\`\`\`sh host=host1,host2 container=web1 id=both timeout=1h exit=any tty
# comment
echo "a"
\`\`\`

<!-- a comment that is nobody's -->

\`\`\`ini file=/etc/x.conf host=host2 mode=600 owner=root:www-data append
[section]

\`\`\`

\`\`\`yaml check
- container: web1
  on: host1,host2
  state: RUNNING
  within: 10s
  holds: 2s
  until: later-on
  hint: Look *here*
- http: http://10.0.0.100/
  from: host1
  container: web1
  not: true
  id: no-answer
\`\`\`

## Later on

\`\`\`bash host=host1 background ready="is up"
sleep 100
\`\`\`

\`\`\`sh host=host2
true
\`\`\`

\`\`\`output regex
^ok$
\`\`\`

\`\`\`sh norun
<whatever> (
\`\`\`
`;

test('a document becomes plain data', () => {
  expect(labOf(document)).toMatchObject({
    id: '01-test',
    document: 'labs/01-test.md',
    title: 'Two hosts',
    hosts: [
      {
        name: 'host1',
        memoryMiB: 1024,
        cpus: 2,
        diskMiB: 4096,
        networks: [
          { segment: 'front', address: null },
          { segment: 'back', address: '10.0.0.1/24' },
        ],
      },
      { name: 'host2', memoryMiB: 512, cpus: 1, diskMiB: 8192, networks: [] },
    ],
    packages: ['lxc', 'lxc-templates'],
    internet: true,
    files: [],
  });
});

test('steps, blocks, files and checks keep the order and the lines of the document', () => {
  const { steps } = labOf(document);
  expect(steps.map(({ id, title, line }) => ({ id, title, line }))).toEqual([
    { id: 'make', title: 'Make it so', line: 16 },
    { id: 'later-on', title: 'Later on', line: 46 },
  ]);
  expect(steps[0]?.items).toEqual([
    {
      kind: 'shell',
      id: 'both',
      line: 19,
      textLine: 20,
      text: '# comment\necho "a"',
      hosts: ['host1', 'host2'],
      container: 'web1',
      timeoutMs: 3_600_000,
      exit: 'any',
      background: false,
      ready: null,
      tty: true,
      output: null,
    },
    {
      kind: 'file',
      id: 'make-2',
      line: 26,
      text: '[section]\n\n',
      hosts: ['host2'],
      container: null,
      path: '/etc/x.conf',
      mode: '600',
      owner: 'root:www-data',
      append: true,
      timeoutMs: 120_000,
    },
    ...['host1', 'host2'].map((host) => ({
      kind: 'check',
      id: 'container-web1',
      line: 32,
      type: 'container',
      host,
      container: null,
      withinMs: 10_000,
      holdsMs: 2000,
      not: false,
      until: 'later-on',
      hint: 'Look *here*',
      spec: { container: 'web1', state: 'RUNNING' },
    })),
    {
      kind: 'check',
      id: 'no-answer',
      line: 39,
      type: 'http',
      host: 'host1',
      container: 'web1',
      withinMs: 0,
      holdsMs: 0,
      not: true,
      until: null,
      hint: null,
      spec: { http: 'http://10.0.0.100/' },
    },
  ]);
  expect(steps[1]?.items).toMatchObject([
    { id: 'later-on-1', text: 'sleep 100', background: true, ready: 'is up', exit: 0, timeoutMs: 120_000 },
    { id: 'later-on-2', output: { mode: 'regex', text: '^ok$\n', line: 56 } },
  ]);
});

describe('what a lab of one host may leave out', () => {
  test('the host, everywhere', () => {
    const items = itemsOf(
      inStep('```sh\ntrue\n```\n\n```text file=/x\n```\n\n```yaml check\n- file: /x\n- ping: 10.0.0.1\n```'),
    );
    expect(items.map((item) => (item.kind === 'check' ? item.host : item.hosts.join()))).toEqual(
      Array(4).fill('host1'),
    );
  });

  test('the front matter: the title is the first heading', () => {
    const { lab, problems } = parse('# A *lab*\n\n## S\n\n```sh\ntrue\n```\n');
    expect(lab).toMatchObject({ title: 'A lab', hosts: [{ name: 'host1' }] });
    expect(placesOf({ problems })).toEqual(['1:1 missing-title (warning)']);
  });
});

describe('fences', () => {
  test.each([
    ['in a list', '1. Do\n\n   ```sh\n   a\n     b\n   ```\n', 'a\n  b', 9],
    ['in a quote', '> ```sh\n> a\n> ```\n', 'a', 7],
    ['in a quote in a list', '- > ```sh\n  > a\n  >\n  > b\n  > ```\n', 'a\n\nb', 7],
    ['in a list with tabs', '-\tDo\n\n\t```sh\n\tcat <<-X\n\t\tb\n\tX\n\t```\n', 'cat <<-X\n\tb\nX', 9],
    ['of tildes, with backticks inside', '~~~sh\n```sh\nx\n```\n~~~\n', '```sh\nx\n```', 7],
    ['of four backticks, with three inside', '````sh\n```\nx\n```\n````\n', '```\nx\n```', 7],
    ['with blank lines at both ends', '```sh\n\na\n\n```\n', '\na\n', 7],
    ['with nothing', '```sh\n```\n', '', 7],
  ])('%s', (_, body, text, line) => {
    expect(itemsOf(inStep(body))).toMatchObject([{ text, line, textLine: line + 1 }]);
  });

  test.each([
    ['indented code', '    sh\n    ```sh\n'],
    ['a comment', '<!--\n```sh\nx\n```\n-->\n'],
    ['another language', '```console\n$ x\n```\n\n```js {1,3} title="a\n```\n'],
    ['yaml without `check`', '```yaml\n- container: x\n```\n'],
    ['an inner fence', '````md\n```sh\nx\n```\n````\n'],
  ])('%s is prose', (_, body) => {
    expect(itemsOf(inStep(`${body}\n\n\`\`\`sh id=only\ntrue\n\`\`\``)).map(({ id }) => id)).toEqual([
      'only',
    ]);
  });

  test.each([
    ['nothing', '```text file=/x\n```', ''],
    ['one empty line', '```text file=/x\n\n```', '\n'],
    ['text', '```text file=/x\na\n```', 'a\n'],
    ['a blank last line', '```text file=/x\na\n\n```', 'a\n\n'],
  ])('a file of %s', (_, body, text) => {
    expect(itemsOf(inStep(body))).toMatchObject([{ kind: 'file', text }]);
  });
});

test('an output fence belongs to the block right before it, in and out of lists', () => {
  const body =
    '- x\n  ```sh id=a\n  true\n  ```\n  ```output exact\n  q\n  ```\n\n```sh norun\n(\n```\n```output\nq\n```';
  expect(itemsOf(inStep(body))).toMatchObject([
    { id: 'a', output: { mode: 'exact', text: 'q\n', line: 11 } },
  ]);
});

test('CRLF, a byte order mark and no final newline change nothing', () => {
  const odd = `\uFEFF${document.trimEnd().replaceAll('\n', '\r\n')}`;
  expect(labOf(odd)).toEqual(labOf(document));
  expect(parse(new TextEncoder().encode(odd)).lab).toEqual(labOf(document));
});

describe('ids', () => {
  const ids = (body: string) => itemsOf(inStep(body)).map(({ id }) => id);
  test('derived ones are counted, readable, and give way to those that are given', () => {
    expect(
      ids(
        '```sh\na\n```\n\n```sh norun\n```\n\n```sh id=step-2\nb\n```\n\n```sh\nc\n```\n\n' +
          '```yaml check\n- file: /etc/x\n- file: /etc/x\n- command: test -e "$x"\n- tcp: 10.0.0.1:80\n```',
      ),
    ).toEqual([
      'step-1',
      'step-2',
      'step-3',
      'file-etc-x',
      'file-etc-x-2',
      'command-test-e-x',
      'tcp-10-0-0-1-80',
    ]);
  });

  test('of steps are slugs, in any script', () => {
    const { steps } = labOf(
      '## コンテナを作る\n\n```sh\na\n```\n\n## What’s *new*, then?\n\n```sh\nb\n```\n\n## !\n\n```sh\nc\n```\n',
    );
    expect(steps.map(({ id }) => id)).toEqual(['コンテナを作る', 'whats-new-then', 'step-3']);
  });
});

test('a level-1 heading ends a step, a heading in a quote or a list does not', () => {
  const { steps } = labOf(
    inStep('> ## Quoted\n\n```sh\na\n```\n\n# Part two\n\nText\n\n## Next\n\n```sh\nb\n```'),
  );
  expect(steps.map(({ id }) => id)).toEqual(['step', 'next']);
});
