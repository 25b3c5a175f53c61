import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callLab, reportsOf } from '../helpers/call-lab.ts';

let folder: string;
const write = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
};
const lab = (body: string) => `---\ntitle: A lab\n---\n\n## Step\n\n${body}`;
const block = '```sh\necho one\n```\n';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
  mkdirSync(join(folder, 'labs'));
  write('labs/good.md', lab(block));
  write('labs/wrong.md', lab('```sh hots=host1\ntrue\n```\n'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const call = (...args: string[]) => callLab(args, { cwd: folder });

describe('what is no document', () => {
  test.each<[name: string, says: string]>([
    ['nothing.md', 'Cannot find the lab `nothing.md`.'],
    ['god', 'Did you mean `good`?'],
    ['labs', 'Expected a document, not the directory `labs`.'],
    ['', 'Expected the name of a lab, not an empty text.'],
    ['/dev/zero', 'Cannot read /dev/zero: it is not a file.'],
  ])('%j', async (name, says) => {
    for (const command of ['lint', 'plan', 'run']) {
      const { exitCode, stdout, stderr } = await call(command, name);
      expect(stderr).toContain(says);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    }
  });
});

describe('a wrong document is shown whole and never run', () => {
  test.each<[name: string, content: string | Buffer, says: RegExp]>([
    ['empty.md', '', /:1:1 {2}error {2}This document has no step/],
    ['blank.md', '\n\n  \n', /no step/],
    [
      'binary.md',
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 0, 255, 254, 10]),
      /:1:\d+ {2}error {2}Expected UTF-8/,
    ],
    ['random.md', Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 251)), /error/],
    ['unclosed.md', lab('```sh\necho one\n'), /:7:1 {2}error {2}This fence is never closed/],
    ['yaml.md', '---\ntitle: [\n---\n', /:\d:\d+ {2}error {2}Cannot read the YAML/],
    [
      'long.md',
      lab(`${block}\n${'x'.repeat(10 << 20)}\n`),
      /error {2}Expected a document of at most .*, not 10\.0 MiB/,
    ],
  ])('%s', async (name, content, says) => {
    write(name, content);
    const lint = await call('lint', name);
    expect(lint.stdout).toMatch(says);
    expect(lint).toMatchObject({ exitCode: 2, stderr: '' });
    const run = await call('run', name, '--reporter', 'json');
    const [report] = reportsOf(run);
    expect(report).toMatchObject({ verdict: null, engine: null, steps: [] });
    expect(report?.problems.some(({ severity }) => severity === 'error')).toBe(true);
    expect(run).toMatchObject({ exitCode: 2, stderr: '' });
  });

  test('and the other labs of the call are not run either', async () => {
    const { exitCode, stdout } = await call(
      'run',
      'good',
      'wrong',
      '--reporter',
      'json',
      '--host',
      'host1=local',
      '-y',
    );
    expect(reportsOf({ stdout }).map(({ lab: id, verdict }) => [id, verdict])).toEqual([['wrong', null]]);
    expect(exitCode).toBe(2);
  });
});

test('a lab is found by its path, and by its name in labs/', async () => {
  for (const name of ['good', 'good.md', 'labs/good', 'labs/good.md', join(folder, 'labs/good.md')]) {
    const { exitCode, stdout } = await call('plan', name);
    expect(stdout).toContain('echo one');
    expect(exitCode).toBe(0);
  }
});

test('lint without a name reads all of labs/', async () => {
  const { exitCode, stdout } = await call('lint');
  expect(stdout).toContain('labs/wrong.md:7:7  error  Unknown attribute `hots` of a shell block.');
  expect(stdout).toContain('Did you mean `host`?');
  expect(stdout).toMatch(/2 documents, 1 with errors\n$/);
  expect(exitCode).toBe(2);
});

test('lint prints reports as JSON', async () => {
  const reports = reportsOf(await call('lint', '--reporter', 'json'));
  expect(
    reports.map(({ lab: id, problems }) => [id, problems.map(({ rule, line }) => [rule, line])]),
  ).toEqual([
    ['good', []],
    ['wrong', [['unknown-attribute', 7]]],
  ]);
});

test('plan and list say where what would run, and run nothing', async () => {
  const [plan, list] = await Promise.all([call('plan', 'good'), call('list')]);
  expect(plan.stdout).toMatch(/^A lab \(labs\/good\.md\)\n[^]*\n {6}7 {2}run {4}host1 +echo one\n$/);
  expect(list.stdout).toContain('good');
  expect(list.exitCode).toBe(2);
});
