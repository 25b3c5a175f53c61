import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readLab } from '../../runner/document/read.ts';
import { packageRoot } from '../../runner/package-root.ts';
import { callLab } from '../helpers/call-lab.ts';

// What lab 01 would do to the machine of whoever sits on the host itself: only told here, never done.

test('the plan of lab 01 on this machine has every block, file and check, in the order of the document', async () => {
  const { lab } = readLab({ path: join(packageRoot, 'labs', '01-lxc-basics.md') });
  if (!lab) throw new Error('Cannot read lab 01');
  const { exitCode, stdout, stderr } = await callLab(['plan', '01-lxc-basics', '--host', 'host1=local']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain('\nHosts\n  host1: local, a real machine\n');
  expect(stdout).toContain(`\nPackages: ${lab.packages.join(' ')} (a real machine must find them by itself)\n`);

  const verbs = { shell: 'run', file: 'write', check: 'check' } as const;
  const expected = lab.steps.flatMap(({ id, items }) => [
    id,
    ...items.map((item) => {
      const place = item.kind === 'check' ? item.host : item.hosts.join(',');
      const container = item.container === null ? '' : `/${item.container}`;
      return `${item.line} ${verbs[item.kind]} ${place}${container}`;
    }),
  ]);
  expect(expected.length).toBeGreaterThan(90);
  const [, ...steps] = stdout.split(/\n\n(?=install {2})/);
  const shown = steps
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => /^ +(\d+) +(\w+) +(\S+)/.exec(line)?.slice(1).join(' ') ?? line.split(' ')[0]);
  expect(shown).toEqual(expected);
});

test('lab 01 is not run on this machine unasked', async () => {
  // Whatever a mistake of ours may start here finds neither perl for an agent nor apt-get. Bash reads the blocks.
  const programs = mkdtempSync(join(tmpdir(), 'lab-test-'));
  onTestFinished(() => {
    rmSync(programs, { recursive: true });
  });
  symlinkSync(process.execPath, join(programs, 'node'));
  symlinkSync('/bin/bash', join(programs, 'bash'));
  const args = ['run', '01-lxc-basics', '--host', 'host1=local'];
  const { exitCode, stdout, stderr } = await callLab(args, { env: { PATH: programs } });
  expect(stderr).toMatch(/will change a real machine:\n +host1 is this machine: \d+ blocks of 16 steps as root/);
  expect(stderr).toContain('apt-get finds there: lxc lxc-templates');
  expect(stderr).toContain('lab plan labs/01-lxc-basics.md --host host1=local');
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
});
