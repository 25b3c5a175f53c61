import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callLab } from '../helpers/call-lab.ts';
import { sh, writeLab } from '../helpers/write-lab.ts';

let folder: string;
let inventory: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
  inventory = join(folder, 'class.yaml');
  writeFileSync(
    inventory,
    'hosts: { other: vm }\nsets:\n  alice: { host1: ssh:alice@192.0.2.11 }\n  bob: { hots1: local }\n',
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const plan = (...options: string[]) => {
  const path = writeLab({ folder, name: 'plan', body: sh('true') });
  return callLab(['plan', path, ...options]);
};

test('the plan says where hosts are', async () => {
  const { stdout, exitCode } = await plan('--inventory', `${inventory}:alice`);
  expect(stdout).toContain('\nHosts\n  host1: ssh:alice@192.0.2.11, a real machine\n');
  expect(exitCode).toBe(0);
});

test('for programs too', async () => {
  const { stdout } = await plan('--inventory', `${inventory}:alice`, '--reporter', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ hosts: [{ name: 'host1', target: 'ssh:alice@192.0.2.11' }] });
});

test('--host goes before the inventory', async () => {
  const { stdout } = await plan('--inventory', `${inventory}:alice`, '--host', 'host1=local');
  expect(stdout).toContain('\n  host1: local, a real machine\n');
});

test('a host that an inventory does not know is no virtual machine unasked', async () => {
  const { stderr, exitCode } = await plan('--inventory', `${inventory}:bob`);
  expect(stderr).toMatch(
    /class\.yaml:bob does not say where host1 of .*plan\.md is\nIt knows: other, hots1\./,
  );
  expect(exitCode).toBe(2);
});

test('a mistake in an inventory ends with 2', async () => {
  const path = join(folder, 'wrong.yaml');
  writeFileSync(path, 'hosts:\n  host1: lcoal\n');
  const { stderr, stdout, exitCode } = await plan('--inventory', path);
  expect(stderr).toMatch(/^lab: .*wrong\.yaml:2:10: Expected a target: .* not `lcoal`\.\n$/);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
});
