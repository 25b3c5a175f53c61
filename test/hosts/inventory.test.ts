import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInventory } from '../../runner/hosts/inventory.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Reads a text as an inventory of the name `rack.yaml`. */
function read(text: string, set = ''): unknown {
  const path = join(folder, 'rack.yaml');
  writeFileSync(path, text);
  return Object.fromEntries(readInventory(path + set));
}

const ssh = (destination: string, options: Record<string, string> = {}, slowness = 1) => ({
  kind: 'ssh',
  destination,
  options,
  slowness,
});

test('targets are mixed, and options belong to every machine or to one', () => {
  const text = `
hosts:
  host1: ssh:root@192.0.2.11
  host2:
    ssh: ssh://admin@192.0.2.12:2222
    options: { Port: 2223, IdentitiesOnly: false }
    slowness: 4
  host3: local
  client: vm
options:
  IdentityFile: ~/.ssh/class
  IdentitiesOnly: yes
`;
  const own = { IdentityFile: '~/.ssh/class', IdentitiesOnly: 'yes' };
  expect(read(text)).toEqual({
    host1: ssh('root@192.0.2.11', own),
    host2: ssh('ssh://admin@192.0.2.12:2222', { ...own, IdentitiesOnly: 'no', Port: '2223' }, 4),
    host3: { kind: 'local' },
    client: { kind: 'vm' },
  });
});

const classroom = `
hosts: { client: vm, host1: ssh:spare }
sets:
  alice: { host1: ssh:alice@lab-1 }
  bob:
`;

test('a set goes before what is said of everybody', () => {
  expect(read(classroom, ':alice')).toEqual({ client: { kind: 'vm' }, host1: ssh('alice@lab-1') });
  expect(read(classroom, ':bob')).toEqual({ client: { kind: 'vm' }, host1: ssh('spare') });
});

test('an empty inventory knows no host', () => {
  expect(read('')).toEqual({});
});

test('a colon may stand in the name of the file', () => {
  const path = join(folder, 'rack:12');
  writeFileSync(path, 'hosts: { host1: local }');
  expect([...readInventory(path)]).toEqual([['host1', { kind: 'local' }]]);
});

describe('what is wrong is told with its line and column', () => {
  test.each<[text: string, says: string]>([
    ['hots:\n  host1: local', ':1:1: Unknown key `hots`.\nDid you mean `hosts`?'],
    ['hosts:\n  host1: locla', ':2:10: Expected a target: `vm`, `local` or `ssh:DESTINATION`, not `locla`.'],
    ['hosts:\n  host1: "ssh:"', ':2:10: Expected a target'],
    ['hosts:\n  host1: ssh:-oProxyCommand=x', ':2:10: Expected a target'],
    ['hosts:\n  "host 1": local', ':2:3: Expected the name of a host'],
    ['hosts:\n  host1: { ssh: a, option: {} }', ':2:20: Unknown key `option`.\nDid you mean `options`?'],
    ['hosts:\n  host1: { ssh: a b }', ':2:17: Expected a destination as `ssh` takes it'],
    ['hosts:\n  host1: { ssh: a, slowness: 0 }', ':2:30: Expected a number of at least 1'],
    ['options:\n  -o: x', ':2:3: Expected a keyword of ssh_config(5)'],
    ['options:\n  Port: [1]', ':2:9: Expected a value of ssh_config(5)'],
    ['options:\n  User: "a\\nb"', ':2:9: Expected a value of ssh_config(5), on one line.'],
    ['sets:\n  a/b: {}', ':2:3: Expected the name of a set'],
    ['hosts: [', ':1:9: Cannot read the YAML'],
    ['hosts: &a {}', ':1:'],
  ])('%j', (text, says) => {
    expect(() => read(text)).toThrow(`rack.yaml${says}`);
  });

  test('all of it at once', () => {
    expect(() => read('hosts: { a: x, b: y }')).toThrow(/not `x`\.\n.*:1:19: .*not `y`\./);
  });
});

describe('a wrong choice', () => {
  test.each<[set: string, says: RegExp]>([
    [
      '',
      /has more than one set of hosts\nName one: `--inventory .*rack\.yaml:alice`\. Known: `alice`, `bob`\./,
    ],
    [':alcie', /has no set alcie\nDid you mean `alice`\?/],
  ])('%j', (set, says) => {
    expect(() => read(classroom, set)).toThrow(says);
  });

  test('a file that is not there', () => {
    expect(() => readInventory(join(folder, 'none.yaml'))).toThrow(
      /^Cannot read the inventory .*none\.yaml: ENOENT/,
    );
  });
});
