import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findProgram } from '../helpers/find-program.ts';
import { makePlace, type Place } from './place.ts';

const fish = findProgram('fish');
let place: Place;
beforeAll(() => {
  place = makePlace('fish');
});
afterAll(() => {
  place.remove();
});

/** What fish would offer for the last word of a call, a line each: the word and, behind a tab, what it is. */
async function offers(call: string): Promise<string[]> {
  const { stdout, stderr } = await execa(
    fish ?? 'fish',
    ['--no-config', '--command', 'source $argv[1]; complete -C $argv[2]', place.script, call],
    { cwd: place.folder, env: { PATH: place.path, HOME: place.folder } },
  );
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

test.skipIf(fish === null).each([
  [
    'lab ver',
    ['verify\tJudges what stands now, changing nothing: how far is this, what is the first thing wrong.'],
  ],
  ['lab run --unt', ['--until\tstop after this step']],
  ['lab run -y --engine ', ['auto', 'kvm', 'uml', 'tcg']],
  ['lab run --engine=t', ['--engine=tcg']],
  ['lab run --yes web --until ', ['page\tWrite a page', "serve\tIt's <U+202E>served"]],
  ['lab plan --host client=vm web --from=s', ["--from=serve\tIt's <U+202E>served"]],
  ['./bin/lab run web --until p', ['page\tWrite a page']],
  ['lab run web --host ', ['client=', 'server=']],
  [
    'lab run web --host client=',
    ['client=vm\ta virtual machine', 'client=local\tthis machine itself', 'client=ssh:\ta machine over SSH'],
  ],
  ['lab run ev', ['evil $(touch harmed)']],
  ['lab run web "evil $(touch harmed)" --until p', ['page\tWrite a page']],
  ['lab run web', ['web', 'web-draft.md']],
  ['lab plan --from page w', ['web', 'web-draft.md']],
  ['lab plan web w', []],
  ['lab run --inventory web-', ['web-draft.md', 'web-notes.txt']],
  ['lab completion ', ['bash', 'fish', 'zsh']],
  ['lab help do', ['doctor', 'down']],
  ['lab run --repeat ', []],
  ['lab nothing x', []],
])('%j', async (call, expected) => {
  const found = await offers(call);
  // What an option is stands at each of its values, too.
  const known = found.map((line) => (expected.includes(line) ? line : (line.split('\t')[0] ?? '')));
  expect(known.sort()).toEqual([...expected].sort());
  expect(place.isHarmed()).toBe(false);
});
