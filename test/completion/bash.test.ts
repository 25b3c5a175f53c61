import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLocalHost } from '../../runner/hosts/local/index.ts';
import { quote } from '../../runner/hosts/quote.ts';
import { sitDown, type Typist } from '../helpers/typist.ts';
import { makePlace, type Place } from './place.ts';

const host = openLocalHost({ name: 'host1' });
let place: Place;
let bash: Typist;
beforeAll(async () => {
  place = makePlace('bash');
  bash = await sitDown(host, { columns: 200 });
  bash.type(
    `cd ${quote(place.folder)}; HOME=${quote(place.folder)} PATH=${quote(place.path)}; . ${quote(place.script)}\n`,
  );
  await bash.see('ready> ');
});
afterAll(async () => {
  bash.terminal.hangUp();
  await host.dispose();
  place.remove();
});

/** Presses keys behind a call, and resolves with the words that bash then has. */
async function words(call: string, keys: string): Promise<string[]> {
  // To the beginning of the line, and what prints it in place of the call itself.
  bash.type(`${call}${keys}\u0001printf '<%s>\\n' \u0005; echo d''one\n`);
  const shown = await bash.see(/\ndone\r?\n/);
  await bash.see('ready> ');
  return [...shown.matchAll(/^<(.*)>\r?$/gm)].map(([, word = '']) => word.replace(place.folder, '~'));
}

const tab = '\t';
/** Inserts all that a word can become. */
const all = '\u001b*';

test.each([
  ['lab ver', ['lab', 'verify']],
  ['lab run --unt', ['lab', 'run', '--until']],
  ['lab run --engine t', ['lab', 'run', '--engine', 'tcg']],
  ['lab run --engine=t', ['lab', 'run', '--engine=tcg']],
  ['lab run --jobs ', ['lab', 'run', '--jobs', 'auto']],
  ['lab run --on-failure s', ['lab', 'run', '--on-failure', 'shell']],
  ['lab run --yes web --until pa', ['lab', 'run', '--yes', 'web', '--until', 'page']],
  ['lab run --engine kvm web --until=se', ['lab', 'run', '--engine', 'kvm', 'web', '--until=serve']],
  ['bin/lab plan web --from se', ['bin/lab', 'plan', 'web', '--from', 'serve']],
  ['lab run web --host se', ['lab', 'run', 'web', '--host', 'server=']],
  ['lab run web --host server=l', ['lab', 'run', 'web', '--host', 'server=local']],
  ['lab run web --host=server=s', ['lab', 'run', 'web', '--host=server=ssh:']],
  ['lab run ~/we', ['lab', 'run', '~/web-draft.md']],
  ['lab run "web-d', ['lab', 'run', 'web-draft.md']],
  ['lab run ev', ['lab', 'run', 'evil $(touch harmed)']],
  ['lab completion z', ['lab', 'completion', 'zsh']],
  ['lab help do', ['lab', 'help', 'do']],
  ['lab run --repeat ', ['lab', 'run', '--repeat']],
  ['lab plan web x', ['lab', 'plan', 'web', 'x']],
  ['lab nothing x', ['lab', 'nothing', 'x']],
])('%j and Tab', async (call, expected) => {
  expect(await words(call, tab)).toEqual(expected);
});

test.each([
  ['lab verify web --step ', ['page', 'serve']],
  ['lab run --on-failure=', ['--on-failure=down', 'keep', 'shell']],
  ['lab lint --reporter ', ['json', 'plain']],
  ['lab run web', ['web', 'web-draft.md']],
  ['lab run web evil\\ \\$\\(touch\\ harmed\\) --until ', ['page', 'serve']],
  ['lab run web --inventory web-', ['web-draft.md', 'web-notes.txt']],
  ['lab do', ['doctor', 'down']],
])('all of %j', async (call, expected) => {
  expect((await words(call, all)).slice(-expected.length).sort()).toEqual([...expected].sort());
});

test('a second Tab says what each is, and no control character of a document is shown', async () => {
  bash.type(`lab run web --until ${tab}${tab}`);
  const shown = await bash.see(/serve[^\n]*\n/);
  expect(shown).toMatch(/page +\(Write a page\)/);
  expect(shown).toContain("serve  (It's <U+202E>served)");
  bash.type('\u0015lab run --o\t\u0015\n');
  await bash.see('lab run --on-failure ');
});

test('no name of a file was taken for a command', () => {
  expect(place.isHarmed()).toBe(false);
});
