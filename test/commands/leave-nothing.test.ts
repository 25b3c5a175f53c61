import { mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callLab, startLab } from '../helpers/call-lab.ts';
import { sh, writeLab } from '../helpers/write-lab.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const here = ['--host', 'host1=local', '--yes'];

/** Ignores every signal that can be ignored, has a child, and one that left its process group. */
const stubborn = `trap '' INT TERM HUP\nsetsid sleep 1000 &\nsleep 1000 &\necho under way\n`;
const inBackground = sh(`trap '' INT TERM HUP\nsetsid sleep 1000`, 'background');

/** Starts a lab; resolves once its last block runs. */
async function underWay(name: string, last: string) {
  const path = writeLab({ folder, name, body: inBackground + sh(stubborn + last, 'timeout=5m') });
  const call = startLab(['run', path, ...here, '--reporter', 'json']);
  const { stdout } = call.child;
  await new Promise<void>((resolve) => {
    stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('"text":"under way')) resolve();
    });
  });
  return call;
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends a run with 130 and all it started',
  async (signal) => {
    const { child, ended, processes } = await underWay(`ended-by-${signal}`, 'sleep 1000');
    child.kill(signal);
    const { exitCode, stderr } = await ended;
    expect(stderr).toContain(`Interrupted by ${signal}`);
    expect(exitCode).toBe(130);
    await expect.poll(processes, { timeout: 5000 }).toEqual([]);
  },
);

test('SIGKILL of the runner ends all it started within 5 s', async () => {
  const { child, processes } = await underWay('killed', 'sleep 1000');
  child.kill('SIGKILL');
  await expect.poll(processes, { timeout: 5000 }).toEqual([]);
});

test('SIGKILL of the runner ends what starts more and more, to the last of it', async () => {
  const { child, processes } = await underWay('spawning', 'while sleep 0.002; do sleep 1000 & done');
  child.kill('SIGKILL');
  await expect.poll(processes, { timeout: 5000 }).toEqual([]);
});

test('a reader of the output that leaves first ends the run', async () => {
  const { child, ended, processes } = await underWay('unread', 'while sleep 0.1; do echo more; done');
  child.stdout.destroy();
  const { exitCode } = await ended;
  expect(exitCode).toBe(130);
  await expect.poll(processes, { timeout: 5000 }).toEqual([]);
});

test('no file is left in the folder for temporary files', async () => {
  const body = inBackground + sh('tty', 'tty');
  const own = mkdtempSync(join(folder, 'tmp-'));
  await callLab(['run', writeLab({ folder, name: 'tidy', body }), ...here], { env: { TMPDIR: own } });
  // Fails where there is anything in it.
  rmdirSync(own);
});
