import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callLab, startLab } from '../helpers/call-lab.ts';
import { sh, writeLab } from '../helpers/write-lab.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-reports-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const here = ['--host', 'host1=local', '--yes'];
const lab = (name: string, body: string) => writeLab({ folder, name, body });
const xml = (name = 'lab.xml') => readFileSync(join(folder, name), 'utf8');
const call = (...args: string[]) => callLab(args, { cwd: folder });
const check = (id: string, file: string) => `\`\`\`yaml check\n- file: ${file}\n  id: ${id}\n\`\`\`\n\n`;

describe('lab run --junit', () => {
  test('writes a suite for each lab and repetition, in place of what was there, and nothing beside it', async () => {
    writeFileSync(join(folder, 'lab.xml'), 'before');
    lab('one', sh('true') + check('there', '/nowhere'));
    lab('two', sh('true'));
    const { exitCode } = await call(
      'run',
      'one.md',
      'two.md',
      '--repeat',
      '2',
      ...here,
      '--junit',
      'lab.xml',
    );
    expect(exitCode).toBe(1);
    expect(xml().match(/<testsuite name="[^"]*"/g)).toEqual(
      ['one', 'one (2)', 'two', 'two (2)'].map((name) => `<testsuite name="${name}"`),
    );
    expect(xml()).toMatch(
      /^<testcase classname="one.step" name="there" file="one.md" line="12" time="[\d.]+">$/m,
    );
    expect(readdirSync(folder).sort()).toEqual(['lab.xml', 'one.md', 'two.md']);
  });

  test('has the end of what a failed block printed, harmless', async () => {
    lab('hostile', sh(`printf 'a]]>\\x1b[31m\\x00\\xff<b>\\n::error::x\\n'; false`));
    await call('run', 'hostile.md', ...here, '--junit', 'lab.xml');
    expect(xml()).toContain('ended with status 1, expected status 0');
    expect(xml()).toContain('  │ a]]&gt;␛[31m␀\ufffd&lt;b&gt;\n  │ ::error::x</failure>');
  });

  test('says of a document that is wrong what is wrong', async () => {
    writeFileSync(join(folder, 'wrong.md'), '---\ntitle: X\nhosst: 3\n---\n');
    expect((await call('run', 'wrong.md', '--junit', 'lab.xml')).exitCode).toBe(2);
    expect(xml()).toContain('line="3" time="0.000">\n<error message="Unknown key `hosst`.');
  });

  test('is written when the run is interrupted, with what had been judged', async () => {
    lab('long', `${sh('true', 'id=first')}${sh('echo under way\nsleep 1000', 'id=second timeout=5m')}`);
    const args = ['run', 'long.md', ...here, '--junit', 'lab.xml', '--reporter', 'json'];
    const { child, ended } = startLab(args, { cwd: folder });
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('"text":"under way')) child.kill('SIGTERM');
    });
    expect((await ended).exitCode).toBe(130);
    expect(xml()).toMatch(/name="first" .*\/>\n<testcase .*name="second" .*>\n<skipped/);
    expect(xml()).toContain('<error message="Interrupted by SIGTERM" type="broken">');
  });

  test('is written when the machinery broke', async () => {
    lab('breaks', sh('kill -KILL $PPID; sleep 10'));
    expect((await call('run', 'breaks.md', ...here, '--junit', 'lab.xml')).exitCode).toBe(3);
    expect(xml()).toMatch(/name="breaks-1|name="step-1/);
    expect(xml()).toContain('errors="1"');
  });

  test('writes through a symbolic link', async () => {
    lab('one', sh('true'));
    mkdirSync(join(folder, 'reports'));
    writeFileSync(join(folder, 'reports', 'real.xml'), '');
    symlinkSync('reports/real.xml', join(folder, 'lab.xml'));
    await call('run', 'one.md', ...here, '--junit', 'lab.xml');
    expect(xml('reports/real.xml')).toContain('<testsuite name="one"');
  });

  test.each([
    [
      'no/such/lab.xml',
      'Cannot write no/such/lab.xml: its folder does not exist\nMake it with: mkdir -p no/such\n',
    ],
    ['.', 'Cannot write .: it is no regular file\nName another file\n'],
    ['/dev/null', 'Cannot write /dev/null: it is no regular file\n'],
    ['', 'Expected --junit with a file to write\n'],
  ])('%s is refused before anything runs', async (file, says) => {
    lab('one', sh(`touch ${folder}/touched`));
    const { exitCode, stdout, stderr } = await call('run', 'one.md', ...here, '--junit', file);
    expect(stderr).toContain(`lab: ${says}`);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(readdirSync(folder)).toEqual(['one.md']);
  });

  test('what could not be written after all makes the call broken', async () => {
    lab('one', sh(`rmdir ${folder}/reports`));
    mkdirSync(join(folder, 'reports'));
    const { exitCode, stderr } = await call('run', 'one.md', ...here, '--junit', 'reports/lab.xml');
    expect(stderr).toMatch(/^lab: Cannot write reports\/lab.xml: ENOENT/);
    expect(exitCode).toBe(3);
  });
});

test('lab verify takes --junit and every reporter, and has cases for checks alone', async () => {
  lab('work', sh('true') + check('there', '/') + check('missing', '/nowhere'));
  const verify = (...args: string[]) => call('verify', 'work.md', '--host', 'host1=local', ...args);
  expect((await verify('--junit', 'lab.xml')).exitCode).toBe(1);
  expect(xml()).toContain('<testsuite name="work" file="work.md" tests="2" failures="1" errors="0"');
  const tap = await verify('--reporter', 'tap');
  expect(tap.stdout).toMatch(/\nok 1 - work step: file check there on host1\nnot ok 2 - [^]*\n1\.\.2\n$/);
  const github = await verify('--reporter', 'github');
  expect(github.stdout).toMatch(
    /\nThe first thing that is not right:\n[^]*\n::error file=work\.md,line=\d+,title=file check/,
  );
});

describe('--reporter github', () => {
  const github = (env: Record<string, string>, cwd = folder) =>
    callLab(['run', join(folder, 'labs/one.md'), ...here, '--reporter', 'github'], { cwd, env });
  beforeEach(() => {
    mkdirSync(join(folder, 'labs'));
    writeLab({ folder: join(folder, 'labs'), name: 'one', body: sh('true\nfalse') });
  });

  test('names documents from the root of the repository', async () => {
    const { stdout, exitCode } = await github({ GITHUB_WORKSPACE: folder }, tmpdir());
    expect(stdout).toMatch(
      /^::error file=labs\/one\.md,line=9,title=block .* failed::\$ false%0Aended with/m,
    );
    expect(exitCode).toBe(1);
  });

  test('adds to the summary of the job what others wrote there', async () => {
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, 'before\n');
    await github({ GITHUB_STEP_SUMMARY: summary });
    expect(readFileSync(summary, 'utf8')).toMatch(/^before\n[^]*\| `one` \| ✗ failed \| 0 of 1 passed \|/);
  });

  test('a summary that cannot be written to changes no verdict', async () => {
    const { exitCode, stderr } = await github({ GITHUB_STEP_SUMMARY: join(folder, 'no', 'summary.md') });
    expect(stderr).toMatch(/^lab: Cannot add to the summary of the job: ENOENT/m);
    expect(exitCode).toBe(1);
  });
});

test('only commands that judge have reporters for other tools', async () => {
  lab('one', sh('true'));
  const { exitCode, stderr } = await call('up', 'one.md', '--reporter', 'tap');
  expect(stderr).toMatch(/Unknown --reporter tap/);
  expect(exitCode).toBe(2);
});
