import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { labStates } from '../../runner/checkpoints/keys.ts';
import { parseLab } from '../../runner/document/index.ts';

interface Parts {
  prose: string;
  first: string;
  second: string;
  attributes: string;
  output: string;
  check: string;
}

const usual: Parts = {
  prose: 'Words.',
  first: 'one',
  second: 'two',
  attributes: '',
  output: 'x',
  check: '/etc',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-keys-'));
  writeFileSync(join(folder, 'motd'), 'hello\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function document({ prose, first, second, attributes, output, check }: Parts): string {
  return [
    '---\ntitle: T\nfiles: [{ from: motd, to: /etc/motd }]\n---\n',
    `## One\n\n${prose}\n`,
    `\`\`\`sh\n${first}\n\`\`\`\n`,
    `## Two\n\n${prose}\n`,
    `\`\`\`sh ${attributes}\n${second}\n\`\`\`\n`,
    `\`\`\`output exact\n${output}\n\`\`\`\n`,
    `\`\`\`yaml check\n- file: ${check}\n  hint: ${output}\n\`\`\`\n`,
  ].join('\n');
}

async function keys(parts: Partial<Parts> = {}, machines = 'these'): Promise<string[]> {
  const { lab, problems } = parseLab({
    text: document({ ...usual, ...parts }),
    path: 'lab.md',
    contentDir: folder,
  });
  if (!lab) throw new Error(JSON.stringify(problems));
  return (await labStates({ lab, machines })).map(({ key }) => key);
}

test('the hosts started, then each step, each its own key', async () => {
  const all = await keys();
  expect(new Set(all).size).toBe(3);
  expect(all).toEqual(await keys());
});

test('prose, hints, checks and expected output are in no key', async () => {
  const word = fc.stringMatching(/^[A-Za-z]{1,12}$/);
  await fc.assert(
    fc.asyncProperty(word, word, word, async (prose, output, check) => {
      expect(await keys({ prose: `${prose}.\n\n${prose}`, output, check: `/${check}` })).toEqual(
        await keys(),
      );
    }),
    { seed: 20_151_102, numRuns: 50 },
  );
});

test.each<[string, Partial<Parts>, number]>([
  ['a command of the first step', { first: 'ones' }, 1],
  ['a blank in it', { first: 'one ' }, 1],
  ['a command of the last step', { second: 'three' }, 2],
  ['an attribute', { attributes: 'timeout=3m' }, 2],
])('%s changes the keys from its step on', async (_, change, from) => {
  const [before, after] = [await keys(), await keys(change)];
  expect(after.slice(0, from)).toEqual(before.slice(0, from));
  for (const [index, key] of after.entries()) expect(key === before[index]).toBe(index < from);
});

test('other machines share no key, another file none but that of the hosts started', async () => {
  const before = await keys();
  expect((await keys({}, 'others')).some((key) => before.includes(key))).toBe(false);
  writeFileSync(join(folder, 'motd'), 'goodbye\n');
  const after = await keys();
  expect(after[0]).toBe(before[0]);
  expect(after.slice(1).some((key) => before.includes(key))).toBe(false);
});
