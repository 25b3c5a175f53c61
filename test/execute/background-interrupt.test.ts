import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { program, reportsOf } from '../helpers/call-lab.ts';
import { sh, writeLab } from '../helpers/write-lab.ts';

const [, cpu = '0'] = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];

// On one processor a program that is signalled first has ended, and bash seen it, before bash is signalled: that took
// the trap of a third of these blocks.
test('a trap in a background block hears of INT before errexit does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const loop = "trap 'echo stopped; exit 1' INT\necho listening\nwhile :; do sleep 0.1; done";
  const body =
    sh(loop, 'background ready=listening') + '```output exact\nlistening\nstopped\n```\n\n' + sh('true');
  const path = writeLab({ folder, name: 'interrupted', body });
  const args = ['run', path, '--host', 'host1=local', '--yes', '--repeat', '40', '--reporter', 'json'];
  const { stdout, stderr } = await execa('taskset', ['-c', cpu, 'node', program, ...args], { reject: false });
  expect(reportsOf({ stdout }).map(({ verdict }) => verdict)).toEqual(Array<string>(40).fill('passed'));
  expect(stderr).toBe('');
});
