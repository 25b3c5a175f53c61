import { describe, expect, test } from 'vitest';
import { inStep, parse, placesOf } from './parse.ts';

type Case = [text: string, problems: string[]];

const block = '```sh host=host1\ntrue\n```\n';
const expectAll = (text: string | Uint8Array, problems: string[]): void => {
  const parsed = parse(text);
  expect(placesOf(parsed)).toEqual(problems);
  if (problems.some((each) => !each.endsWith('(warning)'))) expect(parsed.lab).toBeNull();
};

describe('bytes that are no document', () => {
  const bytes = (...list: number[]) => new Uint8Array(list);
  test.each<[string, string | Uint8Array, string[]]>([
    ['nothing', '', ['1:1 no-steps', '1:1 missing-title (warning)']],
    ['blanks', ' \n\t\n', ['1:1 no-steps', '1:1 missing-title (warning)']],
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0), ['1:1 not-utf-8']],
    ['Latin-1', bytes(0x61, 0x0a, 0x62, 0xe9, 0x0a), ['2:2 not-utf-8']],
    ['a NUL', 'ab\nc\0d', ['2:2 not-text']],
    ['half of a surrogate pair', 'a\n\n\uD800', ['3:1 not-text']],
    ['10 MB', 'a\n'.repeat(5_000_000), ['1:1 too-long']],
    ['quotes without end', `a\n${'>'.repeat(5000)}`, ['2:1 nested-too-deeply']],
    ['lists without end', '- '.repeat(5000), ['1:1 nested-too-deeply']],
  ])('%s', (_, input, problems) => {
    expectAll(input, problems);
  });
});

describe('front matter', () => {
  const matter = (yaml: string) => `---\n${yaml}\n---\n\n## Step\n\n${block}`;
  test.each<Case>([
    ['title: T\nhots: {}', ['3:1 unknown-key']],
    ['title: T\ntitle: U', ['3:1 duplicate-key']],
    ['title: 5', ['2:8 invalid-value']],
    ['title: ""', ['2:8 invalid-value']],
    ['- a', ['2:1 invalid-value']],
    ['just text', ['2:1 invalid-value']],
    ['title: T\nhosts: [host1]', ['3:8 invalid-value']],
    ['title: T\nhosts: {}', ['3:8 invalid-value']],
    ['title: T\nhosts: { host1: { memory: 512 } }', ['3:27 invalid-value']],
    ['title: T\nhosts: { host1: { disk: 8GB, cpus: 0 } }', ['3:25 invalid-value', '3:36 invalid-value']],
    ['title: T\nhosts: { host1: { cpu: 2 } }', ['3:19 unknown-key']],
    ['title: T\nhosts: { host1: , -b: {}, a_b: {} }', ['3:19 invalid-value', '3:27 invalid-value']],
    ['title: T\nhosts: { host1: { networks: front } }', ['3:29 invalid-value']],
    [
      'title: T\nhosts:\n  host1:\n    networks: [a b, { f: 10.0.0.1 }, { f: 10.0.0.1/33 }, { a: 10.0.0.1/8, b: 10.0.0.2/8 }]',
      ['5:16 invalid-value', '5:26 invalid-value', '5:43 invalid-value', '5:58 invalid-value'],
    ],
    ['title: T\npackages: lxc', ['3:11 invalid-value']],
    ['title: T\npackages: [lxc, Foo]', ['3:17 invalid-value']],
    ['title: T\ninternet: yes', ['3:11 invalid-value']],
    ['title: T\nfiles: [{ from: ../x, to: /x }]', ['3:17 content-file']],
    ['title: T\nfiles: [{ from: /etc/passwd, to: /x }]', ['3:17 content-file']],
    ['title: T\nfiles: [{ from: no-such-file, to: /x }]', ['3:17 content-file']],
    [
      'title: T\nfiles: [{ to: x, mode: 0644 }]',
      ['3:9 invalid-value', '3:15 invalid-value', '3:24 invalid-value'],
    ],
    ['title: T\nx: &a 1\ny: *a', ['3:7 yaml-anchor', '4:4 yaml-alias']],
    ['title: T\nhosts:\n  host1: { <<: { memory: 1G } }', ['4:12 yaml-merge']],
    ['title: !!str T', ['2:14 yaml-tag']],
    ['title: [', ['2:9 yaml-syntax']],
    ['title: T\n bad: x: y', ['2:8 yaml-syntax', '3:7 yaml-syntax']],
    ['title: T\n? [a]\n: b', ['3:3 yaml-syntax']],
    [`title: ${'['.repeat(1000)}`, ['2:1 yaml-syntax']],
  ])('%j', (yaml, problems) => {
    expectAll(matter(yaml), problems);
  });

  test('that is never closed', () => {
    expectAll(`---\ntitle: T\n\n## Step\n\n${block}`, ['1:1 front-matter-unclosed']);
  });
});

describe('blocks', () => {
  test.each<Case>([
    ['```sh hots=host1\n```', ['7:7 unknown-attribute']],
    ['```sh host=host2\n```', ['7:12 unknown-host']],
    ['```sh host=host1,host9\n```', ['7:18 unknown-host']],
    ['```sh host=host1,host1\n```', ['7:18 duplicate-host']],
    ['```sh host=host1 host=host1\n```', ['7:18 duplicate-attribute']],
    ['```sh host\n```', ['7:7 attribute-value']],
    ['```sh host=\n```', ['7:12 attribute-value']],
    ['```sh norun=yes\n```', ['7:13 attribute-value']],
    ['```sh timeout=30\n```', ['7:15 attribute-value']],
    ['```sh timeout=0s\n```', ['7:15 attribute-value']],
    ['```sh exit=256\n```', ['7:12 attribute-value']],
    ['```sh exit=-1\n```', ['7:12 attribute-value']],
    ['```sh id="a b"\n```', ['7:11 attribute-value']],
    ['```sh container=a_b\n```', ['7:17 attribute-value']],
    ['```sh id="a b\n```', ['7:7 attribute-syntax']],
    ["```sh id='a'\n```", ['7:7 attribute-syntax']],
    ['```sh id="a"b\n```', ['7:7 attribute-syntax']],
    ['```sh = tty\n```', ['7:7 attribute-syntax']],
    ['```sh background exit=1 tty ready=x\n```', ['7:23 contradiction', '7:25 contradiction']],
    ['```sh ready=x\n```', ['7:13 contradiction']],
    [
      '```sh norun timeout=x hsot=a host=host7\n```',
      ['7:21 attribute-value', '7:23 unknown-attribute', '7:35 unknown-host'],
    ],
    ['- x\n\n  > ```sh timeout=30\n  > ```', ['9:19 attribute-value']],
    ['```sh id=a\n```\n\n```sh id=a\n```', ['10:10 duplicate-id']],
    ['```sh id=a\n```\n\n```yaml check\n- file: /x\n  id: a\n```', ['12:7 duplicate-id']],
    ['```sh\ntrue', ['7:1 fence-unclosed']],
    ['```text\nprose', ['7:1 fence-unclosed']],
    ['```conf file=x\n```', ['7:14 attribute-value']],
    ['```conf file=/x/\n```', ['7:14 attribute-value']],
    [
      '```conf file=/x mode=9 owner=: exit=1\n```',
      ['7:22 attribute-value', '7:30 attribute-value', '7:32 unknown-attribute'],
    ],
    ['```console host=host1\n```', ['7:1 not-run']],
    ['```yml check\n- file: /x\n```', ['7:1 not-run']],
    ['```yaml chekc\n- file: /x\n```', ['7:1 not-run']],
    ['```yaml checks host=host1\n- file: /x\n```', ['7:1 not-run']],
    ['```check\n- file: /x\n```', ['7:1 not-run']],
    ['```Checks id=x\n- file: /x\n```', ['7:1 not-run']],
    ['```yaml title="check"\na: 1\n```', []],
    ['```yaml\n- file: /x\n```', []],
  ])('%j', (body, problems) => {
    expectAll(inStep(`${body}${body.endsWith('```') ? `\n\n${block}` : ''}`), problems);
  });

  const two = 'title: T\nhosts: { host1: {}, host2: {} }';
  test.each<Case>([
    ['```sh\n```', ['8:1 missing-host']],
    ['```bash\n```', ['8:1 missing-host']],
    ['```sh norun\n```', []],
    ['```conf file=/x\n```', ['8:1 missing-host']],
    ['```yaml check\n- file: /x\n```', ['9:3 missing-host']],
    ['```yaml check\n- ping: 10.0.0.1\n  on: host1\n```', ['10:3 check-host']],
  ])('in a lab of two hosts: %j', (body, problems) => {
    expectAll(inStep(`${body}\n\n${block}`, two), problems);
  });
});

describe('output', () => {
  test.each<Case>([
    ['```output\nx\n```', ['7:1 output-without-block']],
    ['```sh\ntrue\n```\n\nText.\n\n```output\nx\n```', ['13:1 output-without-block']],
    ['```sh\ntrue\n```\n```output\nx\n```\n```output\nx\n```', ['13:1 output-without-block']],
    ['```conf file=/x\n```\n```output\nx\n```', ['9:1 output-without-block']],
    ['```sh\ntrue\n```\n```output exat\nx\n```', ['10:11 unknown-attribute']],
    ['```sh\ntrue\n```\n```output like exact\nx\n```', ['10:16 output-mode']],
    ['```sh\ntrue\n```\n```output regex\n(\n```', ['11:1 bad-regex']],
  ])('%j', (body, problems) => {
    expectAll(inStep(`${body}\n\n${block}`), problems);
  });
});

describe('checks', () => {
  test.each<Case>([
    ['container: test1', ['8:1 check-list']],
    ['', ['7:1 check-list']],
    ['[]', ['8:1 check-list']],
    ['- test1', ['8:3 check-item']],
    ['- contaner: test1', ['8:3 check-type']],
    ['- on: host1', ['8:3 check-type']],
    ['- file: /x\n  service: y', ['9:3 check-type']],
    ['- file: /x\n  on: host7', ['9:7 unknown-host']],
    ['- file: /x\n  from: host1', ['9:3 check-host']],
    ['- file: /x\n  within: 30', ['9:11 invalid-value']],
    ['- file: /x\n  holds: 3 s\n  not: maybe', ['9:10 invalid-value', '10:8 invalid-value']],
    ['- file: /x\n  until: nowhere', ['9:10 unknown-step']],
    ['- file: /x\n  id: a b\n  hint: 5', ['9:7 invalid-value', '10:9 invalid-value']],
    ['- file: /x\n  contins: y', ['9:3 unknown-key']],
    ['- file: /x\n  file: /y', ['9:3 duplicate-key']],
    ['- file: x', ['8:9 invalid-value']],
    ['- container: test1\n  state: RUNING', ['9:10 invalid-value']],
    ['- command: x\n  stdout: { contians: y }', ['9:11 invalid-value']],
    ['- ipvs: 10.0.0.1:80\n  servers:\n    - { address: 10.0.0.2:80, forwrd: masq }', ['10:31 unknown-key']],
    ['- file: /x\n - y', ['9:2 yaml-syntax']],
    ['- &a\n  file: /x', ['9:3 yaml-anchor']],
  ])('%j', (list, problems) => {
    expectAll(inStep(`\`\`\`yaml check\n${list}${list === '' ? '' : '\n'}\`\`\``), problems);
  });

  test('in a list, columns are the document’s', () => {
    expectAll(inStep('- x\n\n  ```yaml check\n  - file: /x\n    within: 30\n  ```'), ['11:13 invalid-value']);
  });
});

describe('steps', () => {
  test.each<[string, string, string[]]>([
    ['a block before the first', `${block}\n## A\n\n${block}`, ['1:1 outside-step']],
    [
      'a check under a level-1 heading',
      `## A\n\n${block}\n# B\n\n\`\`\`yaml check\n- file: /x\n\`\`\`\n`,
      ['10:1 outside-step'],
    ],
    ['one id twice', `## A\n\n${block}\n## B\n<!-- step: a -->\n\n${block}`, ['8:1 duplicate-step']],
    ['one slug twice', `## A\n\n${block}\n## A\n\n${block}`, ['7:1 duplicate-step']],
    ['an id with blanks', `## A\n<!-- step: a b -->\n\n${block}`, ['2:1 step-id']],
    ['a comment without an id', `## A\n<!-- step -->\n\n${block}`, ['2:1 step-id']],
    ['two comments', `## A\n<!-- step: a -->\n<!-- step: b -->\n\n${block}`, ['3:1 step-place']],
    ['a comment under no heading', `<!-- step: a -->\n\n## A\n\n${block}`, ['1:1 step-place']],
    ['nothing to do', '## A\n\nText.\n', ['1:1 no-steps']],
    ['only what is not run', '## A\n\n```sh norun\nx\n```\n', ['1:1 no-steps']],
    [
      '`until` of an earlier step',
      `## A\n\n${block}\n## B\n\n\`\`\`yaml check\n- file: /x\n  until: a\n- file: /y\n  until: b\n\`\`\`\n\n${block}`,
      ['11:10 until-earlier'],
    ],
    [
      '`until` of the own step where nothing follows',
      `## A\n\n${block}\n\`\`\`yaml check\n- file: /x\n  until: a\n- file: /y\n  until: b\n\`\`\`\n\n## B\n\n${block}`,
      ['9:10 until-own-step (warning)'],
    ],
  ])('%s', (_, text, problems) => {
    const moved = problems.map((place) => place.replace(/^\d+/, (line) => String(Number(line) + 3)));
    expectAll(
      `---\ntitle: T\n---\n${text}`,
      moved.map((place) => place.replace('4:1 no-steps', '1:1 no-steps')),
    );
  });
});

test('a message names what was likely meant, or all there is', () => {
  const message = (body: string) => parse(inStep(body)).problems.map((problem) => problem.message);
  expect(message('```sh tiemout=3s\n```')).toEqual([
    'Unknown attribute `tiemout` of a shell block.\nDid you mean `timeout`?',
  ]);
  expect(message('```sh zzz\n```')).toEqual([
    'Unknown attribute `zzz` of a shell block.\nKnown: `background`, `container`, `exit`, `host`, `id`, `norun`, `ready`, `timeout`, `tty`.',
  ]);
});
