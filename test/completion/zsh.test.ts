import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLocalHost } from '../../runner/hosts/local/index.ts';
import { quote } from '../../runner/hosts/quote.ts';
import { findProgram } from '../helpers/find-program.ts';
import { sitDown, type Typist } from '../helpers/typist.ts';
import { makePlace, type Place } from './place.ts';

describe.skipIf(findProgram('zsh') === null)('zsh', () => {
  const host = openLocalHost({ name: 'host1' });
  let place: Place;
  let zsh: Typist;
  beforeAll(async () => {
    place = makePlace('zsh');
    zsh = await sitDown(host, { columns: 200, rows: 50, term: 'dumb' });
    // As a user has it: the script is a file of a folder of fpath, and compinit finds it.
    const setUp = [
      `cd ${quote(place.folder)}`,
      `PATH=${quote(place.path)}`,
      `fpath=(${quote(place.folder)} $fpath)`,
      'bindkey -e',
      'autoload -U compinit',
      `compinit -u -d ${quote(join(place.folder, 'dump'))}`,
    ];
    zsh.type(`exec zsh -f\n`);
    zsh.type(`${setUp.join('; ')}; PS1='zsh''ready> '\n`);
    await zsh.see('zshready> ');
  });
  afterAll(async () => {
    zsh.terminal.hangUp();
    await host.dispose();
    place.remove();
  });

  /** Presses Tab behind a call, and resolves with the words that zsh then has. */
  async function words(call: string): Promise<string[]> {
    // To the beginning of the line, and what prints it in place of the call itself.
    zsh.type(`${call}\t\u0001printf '<%s>\\n' \u0005; echo d''one\n`);
    const shown = await zsh.see(/\ndone\r*\n/);
    await zsh.see('zshready> ');
    return [...shown.matchAll(/^<(.*)>\r*$/gm)].map(([, word = '']) => word);
  }

  test.each([
    ['lab ver', ['lab', 'verify']],
    ['lab run --unt', ['lab', 'run', '--until']],
    ['lab run --engine t', ['lab', 'run', '--engine', 'tcg']],
    ['lab run --engine=t', ['lab', 'run', '--engine=tcg']],
    ['lab run --yes web --until pa', ['lab', 'run', '--yes', 'web', '--until', 'page']],
    ['lab run --engine kvm web --until=se', ['lab', 'run', '--engine', 'kvm', 'web', '--until=serve']],
    ['bin/lab plan web --from se', ['bin/lab', 'plan', 'web', '--from', 'serve']],
    ['lab run web --host se', ['lab', 'run', 'web', '--host', 'server=']],
    ['lab run web --host server=l', ['lab', 'run', 'web', '--host', 'server=local']],
    ['lab run web --host=server=s', ['lab', 'run', 'web', '--host=server=ssh:']],
    ['lab run ev', ['lab', 'run', 'evil $(touch harmed)']],
    [
      'lab run web evil\\ \\$\\(touch\\ harmed\\) --until p',
      ['lab', 'run', 'web', 'evil $(touch harmed)', '--until', 'page'],
    ],
    ['lab run web --inventory web-n', ['lab', 'run', 'web', '--inventory', 'web-notes.txt']],
    ['lab run web-d', ['lab', 'run', 'web-draft.md']],
    ['lab completion z', ['lab', 'completion', 'zsh']],
    ['lab help doc', ['lab', 'help', 'doctor']],
    ['lab plan web x', ['lab', 'plan', 'web', 'x']],
    ['lab nothing x', ['lab', 'nothing', 'x']],
  ])('%j and Tab', async (call, expected) => {
    expect(await words(call)).toEqual(expected);
  });

  test('it says what each is, and no control character of a document is shown', async () => {
    zsh.type('lab run web --until \t');
    const steps = await zsh.see(/serve +-- [^\n]*\n/);
    expect(steps).toMatch(/page +-- Write a page\s[^]*serve +-- It's <U\+202E>served/);
    zsh.type('\u0015lab run --en\t\u0015\nlab verify --\t');
    expect(await zsh.see(/--watch[^\n]*\n/)).toMatch(/--step +-- judge this step alone/);
    zsh.type('\u0015\n');
    await zsh.see('zshready> ');
  });

  test('no name of a file was taken for a command', () => {
    expect(place.isHarmed()).toBe(false);
  });
});
