import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quote } from '../../runner/hosts/quote.ts';
import { program } from '../helpers/call-lab.ts';
import { processesWith } from '../helpers/processes-with.ts';
import { sh, writeLab } from '../helpers/write-lab.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Starts lab on this machine, under a terminal of its own (script(1), in every Debian). */
function startAtTerminal(words: readonly string[]) {
  const command = ['node', program, ...words].map(quote).join(' ');
  return execa('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    stdin: 'pipe',
    reject: false,
    // What it starts inherits the mark.
    env: { CI: undefined, LAB_TEST_PLACE: folder },
  });
}

const mark = () => join(folder, 'mark');

test('a terminal that closes ends the run and all it started', async () => {
  const body = sh(`trap '' HUP INT TERM\nsetsid sleep 1000 &\ntouch ${mark()}\nsleep 1000`, 'timeout=5m');
  const lab = writeLab({ folder, name: 'closed', body });
  const terminal = startAtTerminal(['run', lab, '--host', 'host1=local', '--yes']);
  await expect.poll(() => existsSync(mark()), { timeout: 20_000 }).toBe(true);
  expect(processesWith(folder).length).toBeGreaterThan(3);
  terminal.kill('SIGKILL');
  await terminal;
  await expect.poll(() => processesWith(folder), { timeout: 5000 }).toEqual([]);
});

test('Ctrl-C at a question ends with 130, and nothing is run', async () => {
  const lab = writeLab({ folder, name: 'asked', body: sh('true') });
  const terminal = startAtTerminal(['run', lab, '--host', 'host1=local']);
  let shown = '';
  terminal.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  await expect.poll(() => shown, { timeout: 20_000 }).toContain('[y/N]');
  terminal.stdin.write('\x03');
  const { exitCode } = await terminal;
  expect(shown).toContain('Interrupted at the question; nothing was done');
  expect(exitCode).toBe(130);
});
