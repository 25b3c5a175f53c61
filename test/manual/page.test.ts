import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCommands } from '../../runner/commands/index.ts';
import type { Command } from '../../runner/commands/command.ts';
import { environment, files } from '../../runner/manual/facts.ts';
import { manualPage } from '../../runner/manual/page.ts';
import { literal, prose } from '../../runner/manual/roff.ts';
import { packageRoot } from '../../runner/package-root.ts';
import { callLab } from '../helpers/call-lab.ts';
import { findProgram } from '../helpers/find-program.ts';

const kept = join(packageRoot, 'man/lab.1');
let commands: Command[];
beforeAll(async () => {
  commands = await loadCommands();
});

test('man/lab.1 is the page that the commands give; `npx vitest run test/manual -u` writes it anew', async () => {
  await expect(manualPage(commands)).toMatchFileSnapshot(kept);
  const { man } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { man: string };
  expect(join(packageRoot, man)).toBe(kept);
});

test('`lab help --man` prints it', async () => {
  const { stdout, exitCode } = await callLab(['help', '--man']);
  expect(stdout).toBe(readFileSync(kept, 'utf8'));
  expect(exitCode).toBe(0);
});

describe('no reader of manuals has anything to say against it', () => {
  test.skipIf(findProgram('mandoc') === null)('mandoc', async () => {
    const { stdout } = await execa('mandoc', ['-T', 'lint', '-W', 'style', kept], { reject: false });
    expect(stdout).toBe('');
  });

  test.skipIf(findProgram('groff') === null)('groff', async () => {
    const { stderr } = await execa('groff', ['-man', '-ww', '-z', '-T', 'utf8', kept]);
    expect(stderr).toBe('');
  });
});

test.skipIf(findProgram('mandoc') === null)(
  'it shows every command, option and example as they are',
  async () => {
    const { stdout } = await execa('mandoc', ['-T', 'utf8', '-O', 'width=500', kept]);
    // Bold and underlined as a typewriter does it.
    // eslint-disable-next-line no-control-regex
    const shown = stdout.replaceAll(/.\u0008/gu, '');
    for (const { usage, options, examples } of commands) {
      expect(shown).toContain(`lab ${usage}`);
      for (const example of examples) expect(shown).toContain(example);
      for (const [name, { takes }] of Object.entries(options))
        expect(shown).toContain(`--${name}${takes ? ` ${takes}` : ''}`);
    }
  },
);

test('it names every variable of the environment that the program reads, and no other', () => {
  const sources = readdirSync(join(packageRoot, 'runner'), { recursive: true, encoding: 'utf8' });
  const text = sources
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(packageRoot, 'runner', path), 'utf8'))
    .join('\n');
  const read = [...text.matchAll(/process\.env\['(\w+)'\]/g)].map(([, name]) => name);
  expect(Object.keys(environment)).toEqual([...new Set(read)].sort());
  expect(Object.keys(files).length).toBeGreaterThan(3);
});

test.skipIf(findProgram('mandoc') === null)('any text comes out as it went in', async () => {
  const word = fc.stringMatching(/^[!-~…×]{1,12}$/);
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 30 }), async (words) => {
      const input = `.TH T 1 2026-01-01\n.SH T\n${words.map((each) => `.PP\n${literal(each)}`).join('\n')}\n`;
      const { stdout } = await execa('mandoc', ['-T', 'utf8', '-O', 'width=500'], { input });
      const shown = stdout.split('\n').map((line) => line.trim());
      for (const each of words) expect(shown).toContain(each);
    }),
    { numRuns: 20 },
  );
});

test('a sentence begins a line, no line begins as a request does, and what is typed is bold', () => {
  expect(prose('Type `a b`. With --all, ready. `.x` stays')).toBe(
    String.raw`Type \fBa b\fR.` +
      '\n' +
      String.raw`With \fB\-\-all\fR, ready.` +
      '\n' +
      String.raw`\fB.x\fR stays`,
  );
  expect(prose(`${'word '.repeat(15)}.profile`)).toContain('\n\\&.profile');
});
