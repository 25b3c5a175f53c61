import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { savedStatesFolder, sweepUnsaved } from '../../runner/hosts/vm/saved-states.ts';
import { limitCheckpoints } from '../../runner/checkpoints/limit.ts';
import { addCheckpoint, checkpointFolder, findCheckpoint } from '../../runner/checkpoints/store.ts';

const key = (letter: string) => letter.repeat(32);

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'lab-store-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});

/** Adds one with 2 MiB of memory and 1 MiB of disk. */
const add = async (letter: string, parent: string | null = null) =>
  addCheckpoint({
    key: key(letter),
    parent: parent === null ? null : await base(parent),
    step: null,
    save: ({ folder }) => {
      writeFileSync(join(folder, 'host1.memory'), Buffer.alloc(2 << 20, letter));
      writeFileSync(join(folder, 'host1.qcow2'), Buffer.alloc(1 << 20, letter));
      return Promise.resolve();
    },
  });

async function base(letter: string) {
  const { id } = (await findCheckpoint(key(letter))) ?? {};
  if (id === undefined) throw new Error(`No checkpoint ${letter}`);
  return { key: key(letter), id };
}

test('what is laid over another is not taken for laid over its successor', async () => {
  await add('a');
  await add('b', 'a');
  rmSync(join(checkpointFolder(key('a')), 'host1.memory'));
  await add('a');
  expect(await findCheckpoint(key('a'))).not.toBeNull();
  expect(await findCheckpoint(key('b'))).toBeNull();
});

test('of two runs that add the same at once one has it, and what it lays over that is found', async () => {
  const added = await Promise.all([add('a'), add('a'), add('a')]);
  const [base, ...others] = added.filter((each) => each !== null);
  expect(others).toEqual([]);
  expect(await add('a')).toBeNull();
  expect(await findCheckpoint(key('a'))).toMatchObject({ id: base?.id });
});

test('what was added is found, with all that it is laid over', async () => {
  await add('a');
  await add('b', 'a');
  expect(await findCheckpoint(key('b'))).toMatchObject({
    folder: checkpointFolder(key('b')),
    parent: key('a'),
  });
  expect(await findCheckpoint(key('c'))).toBeNull();
});

test.each([
  ['a byte of its memory', 'b', 'host1.memory', true],
  ['a byte of its disk', 'b', 'host1.qcow2', true],
  ['a byte of the disk below', 'a', 'host1.qcow2', true],
  ['a byte of the memory below, which nobody needs', 'a', 'host1.memory', false],
])('%s', async (_, letter, name, isLost) => {
  await add('a');
  await add('b', 'a');
  const path = join(checkpointFolder(key(letter)), name);
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  expect((await findCheckpoint(key('b'))) === null).toBe(isLost);
});

test.each(['host1.memory', 'host1.qcow2', 'checkpoint.json'])('without its %s it is none', async (name) => {
  await add('a');
  rmSync(join(checkpointFolder(key('a')), name));
  expect(await findCheckpoint(key('a'))).toBeNull();
  await add('a');
  expect(await findCheckpoint(key('a'))).not.toBeNull();
});

test('nothing stays of a save that fails', async () => {
  const save = () => Promise.reject(new Error('No space left on device'));
  await expect(addCheckpoint({ key: key('a'), parent: null, step: null, save })).rejects.toThrow('No space');
  expect(readdirSync(savedStatesFolder())).toEqual(['birth.lock']);
});

test('those unused for longest go first; of one that another is laid over the disks stay', async () => {
  await add('a');
  await add('b', 'a');
  await add('c', 'b');
  await add('d');
  for (const [index, letter] of ['a', 'd', 'b', 'c'].entries())
    utimesSync(join(checkpointFolder(key(letter)), 'checkpoint.json'), index, index);
  const found = async () => {
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((letter) => findCheckpoint(key(letter))));
    return all.map((each) => each !== null);
  };
  await limitCheckpoints({ mostMiB: 12.5 });
  expect(await found()).toEqual([true, true, true, true]);
  await limitCheckpoints({ mostMiB: 11 });
  expect(await found()).toEqual([false, true, true, true]);
  // Whoever looks one up uses it.
  for (const [index, letter] of ['a', 'd', 'b', 'c'].entries())
    utimesSync(join(checkpointFolder(key(letter)), 'checkpoint.json'), index, index);
  await limitCheckpoints({ mostMiB: 7.5 });
  expect(await found()).toEqual([false, true, true, false]);
  await limitCheckpoints({ mostMiB: 1 });
  expect(await found()).toEqual([false, false, true, false]);
});

test('what a dead run was just saving is swept, and not what a live one saves', async () => {
  const unsaved = () => readdirSync(savedStatesFolder()).filter((name) => name.startsWith('new-'));
  await addCheckpoint({
    key: key('a'),
    parent: null,
    step: null,
    save: async () => {
      await sweepUnsaved();
      expect(unsaved()).toHaveLength(1);
    },
  });
  mkdirSync(join(savedStatesFolder(), 'new-XXXXXX'));
  await sweepUnsaved();
  expect(unsaved()).toEqual([]);
  expect(await findCheckpoint(key('a'))).not.toBeNull();
});

test('two that keep the limit at once, and add, do not meet', async () => {
  const letters = Array.from('abcdef');
  for (const letter of letters) await add(letter);
  await Promise.all([
    ...[1, 2, 3].map(() => limitCheckpoints({ mostMiB: 4 })),
    ...letters.map((letter) => findCheckpoint(key(letter))),
    ...['0', '1'].map((letter) => add(letter)),
  ]);
  await limitCheckpoints({ mostMiB: 4 });
  const names = readdirSync(savedStatesFolder()).filter((name) => name !== 'birth.lock');
  expect(names.length).toBeGreaterThan(0);
  expect(names.length).toBeLessThanOrEqual(2);
});
