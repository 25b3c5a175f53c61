import { expect, test } from 'vitest';
import { parseLab } from '../../runner/document/index.ts';
import { planLab, renderPlan, UnknownStep } from '../../runner/plan/index.ts';

const text = `---
title: Two
hosts:
  host1: { networks: [front, { back: 10.0.0.1/24 }] }
  host2: { memory: 1G, cpus: 2 }
packages: [lxc]
internet: true
---

## One

\`\`\`sh host=host1,host2 exit=any
# first say why
apt-get update
apt-get install -y lxc
\`\`\`

\`\`\`output exact
x
\`\`\`

\`\`\`yaml check
- container: web1
  on: host1,host2
  within: 10s
- file: /x
  on: host1
  not: true
  until: three
\`\`\`

\`\`\`conf file=/etc/x host=host2 container=web1 append mode=600
x
\`\`\`

## Two

\`\`\`sh host=host1 background tty-less
\`\`\`

## Three

\`\`\`yaml check
- ping: 10.0.0.1
  from: host2
  container: web1
  holds: 1500ms
\`\`\`
`.replace(' tty-less', '');

const read = () => {
  const { lab, problems } = parseLab({ text, path: 'labs/two.md', contentDir: '/' });
  if (lab === null) throw new Error(JSON.stringify(problems));
  return lab;
};

test('checks that stand together are asked together', () => {
  const { steps } = planLab(read());
  expect(
    steps.map(({ id, actions }) => [
      id,
      ...actions.map((action) => (action.kind === 'check' ? action.checks.length : action.block.id)),
    ]),
  ).toEqual([
    ['one', 'one-1', 3, 'one-2'],
    ['two', 'two-1'],
    ['three', 1],
  ]);
});

test.each([
  [null, null, ['one', 'two', 'three']],
  ['two', null, ['two', 'three']],
  [null, 'two', ['one', 'two']],
  ['two', 'two', ['two']],
])('from %s until %s', (from, until, ids) => {
  expect(planLab(read(), { from, until }).steps.map(({ id }) => id)).toEqual(ids);
});

test('a step that is not there', () => {
  expect(() => planLab(read(), { until: 'tree' })).toThrow(UnknownStep);
  expect(() => planLab(read(), { until: 'tree' })).toThrow('Unknown step `tree`.\nDid you mean `three`?');
  expect(() => planLab(read(), { from: 'zzzzz' })).toThrow('Known: `one`, `three`, `two`.');
  expect(() => planLab(read(), { from: 'three', until: 'one' })).toThrow('Step `three` comes after `one`.');
});

test('a plan as text', () => {
  expect(renderPlan(planLab(read()))).toBe(`Two (labs/two.md)

Hosts
  host1: 512 MiB, 1 CPU, 8192 MiB disk, eth0 on front, eth1 on back as 10.0.0.1/24
  host2: 1024 MiB, 2 CPUs, 8192 MiB disk

Packages: lxc

Hosts reach the Internet.

one  One
     12  run    host1,host2   apt-get update (+1 line)  [exit any, output exact]
     23  check  host1         container-web1  [within 10s]
     23  check  host2         container-web1  [within 10s]
     26  check  host1         file-x  [not, until three]
     32  write  host2/web1    /etc/x  [append, 600]

two  Two
     38  run    host1           [background]

three  Three
     44  check  host2/web1    ping-10-0-0-1  [holds 1500ms]
`);
});

test('a plan on real machines says what they are, and what it expects of them', () => {
  const text = renderPlan(planLab(read()), new Map([['host1', 'ssh:root@192.0.2.11']]));
  expect(text).toContain(
    '  host1: ssh:root@192.0.2.11, a real machine; expected there: eth0 on front, eth1 on back as 10.0.0.1/24\n' +
      '  host2: 1024 MiB, 2 CPUs, 8192 MiB disk\n',
  );
  expect(text).toContain('Packages: lxc (a real machine must find them by itself)\n');
});
