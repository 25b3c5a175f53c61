import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packageRoot } from '../../../runner/package-root.ts';
import { isAlive } from './is-alive.ts';
import { processesWith } from '../../helpers/processes-with.ts';
import { startSupervisor } from '../../../runner/hosts/vm/supervisor.ts';

let place: string;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'lab-test-'));
});

afterEach(() => rm(place, { recursive: true, force: true }));

const folders = async () => ({
  folder: await mkdtemp(join(place, 'run-')),
  diskFolder: await mkdtemp(join(place, 'disks-')),
});

/** Writes its process id, then stays for as long as nobody ends it. */
const stay = (path: string) => [
  'sh',
  '-c',
  'echo $$ > "$1.new"; mv "$1.new" "$1"; exec sleep 600',
  'sh',
  path,
];

async function startStayer(supervisor: Awaited<ReturnType<typeof startSupervisor>>): Promise<number> {
  const path = join(place, 'pid');
  void supervisor.start({ name: 'stayer', command: stay(path) });
  await expect.poll(() => existsSync(path)).toBe(true);
  return Number(await readFile(path, 'utf8'));
}

test('says how a command ended, and keeps what it said', async () => {
  const { folder, diskFolder } = await folders();
  const supervisor = await startSupervisor({ folder, diskFolder });
  const script = `echo "it's said"; exit 3`;
  const { ended } = supervisor.start({ name: 'one', command: ['sh', '-c', script] });
  expect(await ended).toEqual({ status: 3 });
  expect(await readFile(join(folder, 'one.log'), 'utf8')).toBe("it's said\n");
  await supervisor.dispose();
});

test('dispose ends everything and removes both folders', async () => {
  const { folder, diskFolder } = await folders();
  const supervisor = await startSupervisor({ folder, diskFolder });
  const pid = await startStayer(supervisor);
  await supervisor.dispose();
  await expect.poll(() => isAlive(pid)).toBe(false);
  expect([folder, diskFolder].map((path) => existsSync(path))).toEqual([false, false]);
});

test('dispose waits for all that its commands started', async () => {
  const { folder, diskFolder } = await folders();
  const supervisor = await startSupervisor({ folder, diskFolder });
  const path = join(place, 'ready');
  // Each dies of its parent's death, one after the other.
  const chain =
    'trap "" TERM; [ "$1" != 0 ] || { mkdir "$2"; exec sleep 600; };' +
    'setpriv --pdeathsig KILL sh -c "$0" "$0" $(($1 - 1)) "$2" & wait';
  void supervisor.start({ name: 'chain', command: ['sh', '-c', chain, chain, '200', path] });
  await expect.poll(() => existsSync(path), { timeout: 10_000 }).toBe(true);
  await supervisor.dispose();
  expect(processesWith(place)).toEqual([]);
});

test.each(['SIGKILL', 'SIGTERM'] as const)('%s of the supervisor ends everything', async (signal) => {
  const { folder, diskFolder } = await folders();
  const supervisor = await startSupervisor({ folder, diskFolder });
  const pid = await startStayer(supervisor);
  process.kill(Number(await readFile(join(folder, 'supervisor.pid'), 'utf8')), signal);
  await expect.poll(() => isAlive(pid)).toBe(false);
  await supervisor.dispose();
});

test('what is kept outlives us, and ends on SIGTERM with all its files', async () => {
  const { folder, diskFolder } = await folders();
  const supervisor = await startSupervisor({ folder, diskFolder });
  const pid = await startStayer(supervisor);
  await supervisor.keep();
  expect(isAlive(pid)).toBe(true);
  process.kill(Number(await readFile(join(folder, 'supervisor.pid'), 'utf8')), 'SIGTERM');
  await expect.poll(() => isAlive(pid)).toBe(false);
  await expect.poll(() => existsSync(folder) || existsSync(diskFolder)).toBe(false);
});

test('a leash ends the whole group of a command when its holder is gone', async () => {
  const path = join(place, 'pid');
  const leash = join(packageRoot, 'runner/hosts/vm/leash.sh');
  const script = '"$@" & wait';
  const child = execa('sh', [leash, 'sh', '-c', script, 'sh', ...stay(path)], {
    stdin: 'pipe',
    reject: false,
  });
  await expect.poll(() => existsSync(path)).toBe(true);
  const pid = Number(await readFile(path, 'utf8'));
  child.stdin.end();
  await expect.poll(() => isAlive(pid)).toBe(false);
  await child;
});

test('a leash passes the status of its command on', async () => {
  const leash = join(packageRoot, 'runner/hosts/vm/leash.sh');
  const { exitCode, stdout } = await execa('sh', [leash, 'sh', '-c', 'echo out; exit 7'], {
    stdin: 'pipe',
    reject: false,
  });
  expect({ exitCode, stdout }).toEqual({ exitCode: 7, stdout: 'out' });
});
