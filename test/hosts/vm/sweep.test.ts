import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useCache } from '../../../runner/hosts/vm/cache-use.ts';
import { createRunFolders, runDisksFolder, runsFolder } from '../../../runner/hosts/vm/run-folder.ts';
import { startSupervisor } from '../../../runner/hosts/vm/supervisor.ts';
import { sweepBeforeRun, sweepCache, sweepDead } from '../../../runner/hosts/vm/sweep.ts';

const { signal } = new AbortController();
const onWait = (): void => undefined;
const own = { XDG_CACHE_HOME: '', XDG_RUNTIME_DIR: '' };
const before = { ...process.env };
let place: string;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'lt-'));
  for (const name of Object.keys(own)) {
    process.env[name] = join(place, name.slice(4, 7));
    await mkdir(process.env[name]);
  }
});

afterEach(async () => {
  process.env = { ...before };
  await rm(place, { recursive: true });
});

const makeBuilt = async (path: string, daysAgo: number): Promise<void> => {
  const folder = join(place, 'CAC/lab', path);
  await mkdir(folder, { recursive: true });
  const time = new Date(Date.now() - daysAgo * 24 * 60 * 60 * 1000);
  await utimes(folder, time, time);
};

const namesIn = async (path: string) => (await readdir(join(place, 'CAC/lab', path))).sort();

const startRun = () =>
  createRunFolders({
    signal,
    own: async (folders) => ({ folders, supervisor: await startSupervisor(folders) }),
  });

test('a run that is alive is spared, whatever of its places a sweep looks at; a dead one goes', async () => {
  const { folders, supervisor } = await startRun();
  await mkdir(join(runsFolder(), 'run-dead'));
  await mkdir(join(runDisksFolder(), 'run-dead'));
  await writeFile(join(runDisksFolder(), 'run-dead/lock'), '');
  expect(await sweepDead()).toEqual({ dead: 1, alive: 1 });
  // Another session of the same user may have another folder for sockets.
  process.env['XDG_RUNTIME_DIR'] = join(place, 'other');
  expect(await sweepDead()).toEqual({ dead: 0, alive: 1 });
  expect([folders.folder, folders.diskFolder].map((path) => existsSync(path))).toEqual([true, true]);
  expect((await readdir(runDisksFolder())).filter((name) => name.startsWith('run-'))).toHaveLength(1);
  await supervisor.dispose();
  expect([folders.folder, folders.diskFolder].map((path) => existsSync(path))).toEqual([false, false]);
});

test('a run that could not be made leaves no folder', async () => {
  const fail = () => Promise.reject(new Error('no'));
  await expect(createRunFolders({ signal, own: fail })).rejects.toThrow('no');
  expect(await readdir(runsFolder())).toEqual(['birth.lock']);
  expect(await readdir(runDisksFolder())).toEqual(['birth.lock']);
});

test('the cache is emptied only while nobody prepares or runs anything', async () => {
  await makeBuilt('images/0123', 0);
  const use = await useCache({ signal, onWait });
  expect(await sweepCache()).toBeNull();
  const { supervisor } = await startRun();
  await use.release();
  expect(await sweepCache()).toBeNull();
  expect(await namesIn('images')).toEqual(['0123']);
  await supervisor.dispose();
  expect(await sweepCache()).toEqual(expect.any(Number));
  expect(await namesIn('.')).toEqual(['use.lock']);
});

test('what nobody has wanted for two weeks goes before a run, and of many images the oldest', async () => {
  await makeBuilt('mirrors/old', 15);
  await makeBuilt('mirrors/young', 13);
  for (const day of [1, 2, 3, 4, 5, 6]) await makeBuilt(`images/${day}`, day);
  const use = await useCache({ signal, onWait });
  await sweepBeforeRun();
  expect(await namesIn('images')).toHaveLength(6);
  await use.release();
  await sweepBeforeRun();
  expect(await namesIn('mirrors')).toEqual(['young']);
  expect(await namesIn('images')).toEqual(['1', '2', '3', '4']);
});
