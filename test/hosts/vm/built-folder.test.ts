import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildFolder, sweepBuilds } from '../../../runner/hosts/vm/built-folder.ts';
import { takeLock } from '../../../runner/hosts/vm/lock.ts';
import { startActivity } from '../../../runner/hosts/vm/progress.ts';

const { signal } = new AbortController();
let place: string;
let folder: string;
const messages: string[] = [];
const activity = startActivity({ activity: 'test', onProgress: ({ message }) => messages.push(message) });

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'lab-test-'));
  folder = join(place, 'deep/abc');
  messages.length = 0;
});

afterEach(() => rm(place, { recursive: true }));

test('two runs that build at once build once, and the second says that it waits', async () => {
  let builds = 0;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const build = async (temporaryFolder: string): Promise<void> => {
    builds += 1;
    await held;
    await writeFile(join(temporaryFolder, 'file'), 'whole');
  };
  const first = buildFolder({ folder, neededMiB: 1, signal, activity, build });
  await expect.poll(() => builds).toBe(1);
  const second = buildFolder({ folder, neededMiB: 1, signal, activity, build });
  await expect.poll(() => messages).toContainEqual(expect.stringContaining('waiting for another run'));
  release();
  expect(await Promise.all([first, second])).toEqual([folder, folder]);
  expect(builds).toBe(1);
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('whole');
});

test('a failed build leaves nothing, and the next one starts anew', async () => {
  const fail = (): Promise<void> => Promise.reject(new Error('no space'));
  await expect(buildFolder({ folder, neededMiB: 1, signal, activity, build: fail })).rejects.toThrow(
    'no space',
  );
  expect(await readdir(join(place, 'deep'))).toEqual(['abc.lock']);
  await buildFolder({ folder, neededMiB: 1, signal, activity, build: () => Promise.resolve() });
  expect(await readdir(join(place, 'deep'))).toContain('abc');
});

test('what a killed run left half-built is swept; another’s is not touched', async () => {
  await mkdir(join(place, 'deep/abc.building-dead/tree'), { recursive: true });
  await mkdir(join(place, 'deep/other.building-alive'), { recursive: true });
  await buildFolder({ folder, neededMiB: 1, signal, activity, build: () => Promise.resolve() });
  expect((await readdir(join(place, 'deep'))).sort()).toEqual(['abc', 'abc.lock', 'other.building-alive']);
});

test('a sweep spares what is being built', async () => {
  const deep = join(place, 'deep');
  await mkdir(join(deep, 'dead.building-1'), { recursive: true });
  const build = async (): Promise<void> => {
    await sweepBuilds(deep);
    const names = await readdir(deep);
    expect(names.filter((name) => name.includes('building'))).toEqual([
      expect.stringMatching(/^abc\.building-/),
    ]);
  };
  await buildFolder({ folder, neededMiB: 1, signal, activity, build });
});

test('who waits for a lock can be told to stop', async () => {
  const path = join(place, 'lock');
  const lock = await takeLock({ path, signal, onWait: () => undefined });
  const controller = new AbortController();
  const onWait = (): void => {
    controller.abort();
  };
  await expect(takeLock({ path, signal: controller.signal, onWait })).rejects.toThrow();
  await lock.release();
});

test.each([
  { what: 'a file that was cut', spoil: (path: string) => truncate(join(path, 'file'), 2) },
  { what: 'a file that is gone', spoil: (path: string) => rm(join(path, 'file')) },
  {
    what: 'an inventory of garbage',
    spoil: (path: string) => writeFile(join(path, 'inventory.json'), '{"fi'),
  },
  { what: 'no inventory', spoil: (path: string) => rm(join(path, 'inventory.json')) },
])('a built folder with $what is built anew', async ({ spoil }) => {
  const build = (temporaryFolder: string): Promise<void> => writeFile(join(temporaryFolder, 'file'), 'whole');
  await buildFolder({ folder, neededMiB: 1, signal, activity, build });
  await spoil(folder);
  await buildFolder({ folder, neededMiB: 1, signal, activity, build });
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('whole');
  expect((await readdir(join(place, 'deep'))).sort()).toEqual(['abc', 'abc.lock']);
});

test('a build that has too little room does not begin, and says which disk', async () => {
  const build = () => Promise.reject(new Error('begun'));
  const neededMiB = 2 ** 40;
  await expect(buildFolder({ folder, neededMiB, signal, activity, build })).rejects.toThrow(
    /^Cannot build in \S+\/deep: the disk is full \(\d+ MiB free, \d+ needed\)\nMake room/,
  );
});
