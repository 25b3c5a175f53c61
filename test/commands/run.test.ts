import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callLab, eventsOf, reportsOf } from '../helpers/call-lab.ts';
import { sh, writeLab } from '../helpers/write-lab.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const lab = (name: string, body: string) => writeLab({ folder, name, body });
const here = ['--host', 'host1=local', '--yes'];
const json = ['--reporter', 'json'];

describe('real machines', () => {
  test('are not touched without --yes where there is nobody to ask', async () => {
    const path = lab('unasked', sh(`touch ${folder}/touched`));
    const { exitCode, stderr } = await callLab(['run', path, '--host', 'host1=local']);
    expect(stderr).toContain('will change a real machine:\n  host1 is this machine: 1 block of 1 step as ');
    expect(stderr).toContain('Cannot ask without a terminal; give --yes to go on');
    expect(exitCode).toBe(2);
    const look = await callLab(['run', lab('look', sh(`test ! -e ${folder}/touched`)), ...here]);
    expect(look.exitCode).toBe(0);
  });

  test('CI=true does not answer for them', async () => {
    const path = lab('unasked-ci', sh('true'));
    const { exitCode } = await callLab(['run', path, '--host', 'host1=local'], { env: { CI: 'true' } });
    expect(exitCode).toBe(2);
  });
});

describe('exit status', () => {
  test('0 when all passed, and a report for each lab in the order of the call', async () => {
    const paths = [lab('b', sh('true')), lab('a', sh('true'))];
    const ended = await callLab(['run', ...paths, ...here, ...json]);
    expect(reportsOf(ended).map(({ lab: id, verdict }) => [id, verdict])).toEqual([
      ['b', 'passed'],
      ['a', 'passed'],
    ]);
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('1 when one of several failed; the others are run all the same', async () => {
    const paths = [lab('fails', sh('false')), lab('passes', sh('true'))];
    const ended = await callLab(['run', ...paths, ...here, ...json]);
    expect(reportsOf(ended).map(({ verdict }) => verdict)).toEqual(['failed', 'passed']);
    expect(ended.exitCode).toBe(1);
  });

  test('3 when the machinery broke: here its agent is killed', async () => {
    const path = lab('breaks', sh('kill -KILL $PPID; sleep 10'));
    const ended = await callLab(['run', path, ...here, ...json]);
    expect(reportsOf(ended)).toMatchObject([{ verdict: 'broken', broken: { host: 'host1' } }]);
    expect(ended.exitCode).toBe(3);
  });
});

test('--repeat gives a report for each repetition, each in a session of its own', async () => {
  const path = lab('again', sh('test -z "${seen-}"\nseen=yes'));
  const ended = await callLab(['run', path, ...here, ...json, '--repeat', '3']);
  expect(reportsOf(ended).map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed']);
  expect(eventsOf(ended).at(-1)).toMatchObject({ event: 'report', lab: 'again' });
});

test('--repeat ends with how often each step passed, in what time, and what it had to wait for', async () => {
  const count = join(folder, 'count');
  const check = `\`\`\`yaml check\n- command: echo >>${count}; test $(wc -l <${count}) -gt 2\n  id: third\n  within: 20s\n\`\`\`\n`;
  const path = lab('counted', `${check}\n## Second\n\n${sh(`test $(wc -l <${count}) -lt 4`)}`);
  const { stdout, exitCode } = await callLab(['run', path, ...here, '--repeat', '2', '--reporter', 'plain']);
  expect(stdout).toMatch(
    /\ncounted · 1 of 2 runs passed · median .*\n {2}step +passed +median +least +most\n {2}step +2\/2 .*\n {4}check third on host1, line \d+: up to 3 tries, median .* \(.* to .*\)\n {2}second +1\/2 .*\n$/,
  );
  expect(exitCode).toBe(1);
});

test('--until stops after a step, and the rest is skipped', async () => {
  const path = lab('until', `${sh('true')}## Second\n\n${sh('true')}## Third\n\n${sh('false')}`);
  const ended = await callLab(['run', path, ...here, ...json, '--until', 'second']);
  const [report] = reportsOf(ended);
  expect(report?.steps.map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'skipped']);
  expect(report?.verdict).toBe('passed');
  expect(ended.exitCode).toBe(0);
});

test('a fresh session is told', async () => {
  const path = lab('fresh', sh('exit 0') + sh('true'));
  const ended = await callLab(['run', path, ...here, ...json]);
  expect(eventsOf(ended)).toContainEqual(expect.objectContaining({ event: 'note', host: 'host1', line: 11 }));
  const { stdout } = await callLab(['run', path, ...here]);
  expect(stdout).toMatch(/session on host1 had ended/);
});

test('two runs of one lab at once do not meet', async () => {
  const text = 'echo $$ > mine.$$\nsleep 0.5\ntest "$(cat mine.$$)" = $$\nrm mine.$$';
  const path = lab('twice', sh(`cd ${folder}`) + sh('sleep 100', 'background') + sh(text));
  const both = await Promise.all([1, 2].map(() => callLab(['run', path, ...here, ...json])));
  expect(both.flatMap(reportsOf).map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
});

describe('what a host prints is data', () => {
  const hostile = ['controls', 'difference', 'names', 'long-line'];
  const show = async (name: string, reporter: string) => {
    const path = `test/fixtures/hostile/${name}.md`;
    const { stdout, stderr } = await callLab(['run', path, ...here, '--reporter', reporter]);
    expect(stdout).toContain(path);
    return stdout + stderr;
  };

  test.each(hostile.flatMap((name) => ['plain', 'pretty'].map((reporter) => [name, reporter] as const)))(
    '%s: a terminal obeys none of it, %s',
    async (name, reporter) => {
      const text = await show(name, reporter);
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Surrogate}]/u);
      expect(text.length).toBeLessThan(20_000);
    },
  );

  test.each(hostile)('%s: no line of a log is a workflow command', async (name) => {
    const lines = (await show(name, 'plain')).split('\n');
    expect(lines.filter((line) => line.trimStart().startsWith('::') || line.includes('##['))).toEqual([]);
  });
});
