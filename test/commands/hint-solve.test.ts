import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callLab, reportsOf } from '../helpers/call-lab.ts';
import { sh } from '../helpers/write-lab.ts';

let folder: string;
let work: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-learner-'));
  work = join(folder, 'work');
  const checks = (...items: string[]) => `\`\`\`yaml check\n${items.join('\n')}\n\`\`\`\n\n`;
  writeFileSync(
    join(folder, 'site.md'),
    [
      '---\ntitle: A site\nfiles: [{ from: motd, to: ' + join(folder, 'motd') + ' }]\n---\n',
      '## Folder\n',
      sh(`mkdir ${work}`),
      checks(`- { file: ${work}, id: folder, hint: Type \`mkdir\`. }`),
      '## Page\n',
      sh(`cd ${work}\necho one > first`),
      `\`\`\`text file=${work}/page append\nHello\n\`\`\`\n`,
      checks(`- { file: ${work}/first, id: first }`, `- { file: ${work}/page, id: page }`),
      '## Link\n',
      sh(`ln -s ${work}/page ${work}/link`),
      checks(`- { file: ${work}/link, id: link, contains: Hello }`),
    ].join('\n'),
  );
  mkdirSync(join(folder, 'content'));
  writeFileSync(join(folder, 'content', 'motd'), 'from the lab\n');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const call = (command: string, args: readonly string[] = []) =>
  callLab([command, 'site.md', '--host', 'host1=local', ...args], {
    cwd: folder,
    env: { XDG_STATE_HOME: join(folder, 'state') },
  });

describe('lab hint', () => {
  test('tells a little more at each call, and the last again and again', async () => {
    const hints = [];
    for (let count = 0; count < 5; count++) hints.push((await call('hint')).stdout);
    expect(hints).toEqual([
      `Hint 1 of 4\nStep 1 of 3, “Folder” (site.md:6):\nsomething is not right yet with the file \`${work}\` on host1.\nMore with: lab hint\n`,
      'Hint 2 of 4\nType `mkdir`.\nMore with: lab hint\n',
      `Hint 3 of 4\nThe first thing that is not right:\n\n  site.md:14  file check folder on host1\n    expected  ${work} exists\n    observed  ${work} does not exist\nMore with: lab hint\n`,
      `Hint 4 of 4\nWhat “Folder” tells to type:\n  on host1:\n      mkdir ${work}\n`,
      `Hint 4 of 4\nWhat “Folder” tells to type:\n  on host1:\n      mkdir ${work}\n`,
    ]);
  });

  test('begins anew where another thing is wrong first, and leaves out a hint that is not there', async () => {
    await call('hint');
    await call('hint');
    mkdirSync(work);
    expect((await call('hint')).stdout).toMatch(/^Hint 1 of 3\nStep 2 of 3, “Page”/);
    expect((await call('hint')).stdout).toMatch(/^Hint 2 of 3\nThe first thing that is not right:/);
    const { stdout, exitCode } = await call('hint');
    expect(stdout).toContain(
      `  on host1:\n      cd ${work}\n      echo one > first\n  on host1, at the end of the file ${work}/page:\n      Hello\n`,
    );
    expect(exitCode).toBe(0);
  });

  test('has none where all is done, and does not hide from verify what was undone', async () => {
    await call('solve', ['--yes']);
    expect(await call('hint')).toEqual({
      exitCode: 0,
      stdout: 'Everything holds: all 3 steps are done.\n',
      stderr: '',
    });
    await call('verify');
    rmSync(join(work, 'link'));
    await call('hint');
    expect((await call('verify')).stdout).toContain('Undone since the last call:\n  site.md:');
  });
});

describe('lab solve', () => {
  test('runs everything from nothing, the files of the lab too', async () => {
    const { stdout, exitCode } = await call('solve', ['--yes']);
    expect(stdout).toContain('step folder: passed');
    expect(stdout).toMatch(/\nEverything holds: all 3 steps are done\.\n$/);
    expect(exitCode).toBe(0);
    expect(readFileSync(join(folder, 'motd'), 'utf8')).toBe('from the lab\n');
  });

  test('begins after what is done, leaves what the learner changed, and stops where told', async () => {
    mkdirSync(work);
    writeFileSync(join(folder, 'motd'), 'mine\n');
    const ended = await call('solve', ['--to', 'page', '--yes', '--reporter', 'json']);
    const [report] = reportsOf(ended);
    expect(report?.steps.map(({ verdict }) => verdict)).toEqual(['skipped', 'passed', 'skipped']);
    expect(report).toMatchObject({ verdict: 'passed', position: 'page', firstWrong: 'link' });
    expect(ended.exitCode).toBe(0);
    expect(readFileSync(join(folder, 'motd'), 'utf8')).toBe('mine\n');
  });

  test('says where that led, and what comes next', async () => {
    const { stdout } = await call('solve', ['--to', 'folder', '--yes']);
    expect(stdout).toContain('Up to “Folder” everything holds. You are at step 2 of 3, “Page”.\n');
    expect(stdout).toContain(`observed  ${work}/first does not exist`);
  });

  test('has nothing to run where the learner is further', async () => {
    await call('solve', ['--yes']);
    const { stdout, exitCode } = await call('solve', ['--to', 'page', '--yes']);
    expect(stdout).toMatch(/\nEverything holds: all 3 steps are done\.\n$/);
    expect(stdout).not.toContain('step page');
    expect(exitCode).toBe(0);
  });

  test('says so where a step that is half done is in the way of its own blocks', async () => {
    await call('solve', ['--to', 'page', '--yes']);
    writeFileSync(join(work, 'link'), 'no link\n');
    const { stdout, exitCode } = await call('solve', ['--yes']);
    expect(stdout).toContain('“Link” may have been begun already');
    expect(stdout).toMatch(/what was there may be why this line failed: site\.md:39\n/);
    expect(stdout).toContain('Nothing sets this machine back: undo by hand what is in the way');
    expect(exitCode).toBe(1);
  });

  test('changes no real machine unasked', async () => {
    const { exitCode, stderr } = await call('solve');
    expect(stderr).toContain('will change a real machine');
    expect(stderr).toContain('Cannot ask without a terminal; give --yes to go on');
    expect({ exitCode, touched: existsSync(work) }).toEqual({ exitCode: 2, touched: false });
  });

  test('knows its steps', async () => {
    const { exitCode, stderr } = await call('solve', ['--to', 'pgae', '--yes']);
    expect(stderr).toContain('site.md has no step pgae\nDid you mean `page`?');
    expect(exitCode).toBe(2);
  });
});
