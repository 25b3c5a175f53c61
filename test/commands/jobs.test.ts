import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '../../runner/execute/events.ts';
import { callLab, eventsOf, reportsOf, startLab } from '../helpers/call-lab.ts';
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
type Tagged = RunEvent & { run: number; repetition: number };
const taggedOf = (ended: { stdout: string }) => eventsOf(ended) as Tagged[];
/** Fails where another one is under way. */
const alone = () => sh(`mkdir ${folder}/alone\nsleep 0.5\nrmdir ${folder}/alone`);

describe('labs on real machines', () => {
  test('take turns, say so, and have a report each', async () => {
    const paths = [lab('a', alone()), lab('b', alone())];
    const ended = await callLab(['run', ...paths, ...here, ...json, '--jobs', '2', '--repeat', '2']);
    expect(reportsOf(ended).map(({ verdict }) => verdict)).toEqual(Array(4).fill('passed'));
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    const waits = taggedOf(ended).filter(({ event }) => event === 'waiting');
    expect(waits).toMatchObject([2, 3, 4].map((run) => ({ run, lacks: 'machines' })));
    const reports = taggedOf(ended).filter(({ event }) => event === 'report');
    expect(reports).toMatchObject(
      [1, 2, 3, 4].map((run) => ({ run, lab: run < 3 ? 'a' : 'b', repetition: 2 - (run % 2) })),
    );
  });
});

test('one that fails or breaks keeps none of the others from running', async () => {
  const paths = [
    lab('breaks', sh('kill -KILL $PPID; sleep 10')),
    lab('fails', sh('false')),
    lab('c', sh('true')),
  ];
  const ended = await callLab(['run', ...paths, ...here, ...json, '--jobs', 'auto']);
  expect(reportsOf(ended).map(({ verdict }) => verdict)).toEqual(['broken', 'failed', 'passed']);
  expect(ended.exitCode).toBe(3);
});

test('--repeat ends with its tables, and files have all runs in the order of the call', async () => {
  const [page, xml] = [join(folder, 'page.html'), join(folder, 'lab.xml')];
  const files = ['--html', page, '--junit', xml, '--timing'];
  const paths = [lab('first', sh('true')), lab('second', sh('true'))];
  const ended = await callLab(['run', ...paths, ...here, '--jobs', '3', '--repeat', '2', ...files]);
  expect(ended.stdout).toMatch(/^\[first \(1 of 2\)\] begins$/m);
  for (const name of ['first', 'second'])
    expect(ended.stdout).toMatch(new RegExp(`^${name} · 2 of 2 runs passed`, 'm'));
  expect(readFileSync(xml, 'utf8').match(/<testsuite name="[^"]*"/g)).toEqual(
    ['first', 'first (2)', 'second', 'second (2)'].map((name) => `<testsuite name="${name}"`),
  );
  expect(readFileSync(page, 'utf8').match(/<h2>(?:first|second)<\/h2>/g)).toHaveLength(4);
  expect(ended.stderr.match(/^Where the time of \w+ went/gm)?.join()).toMatch(/first.*first.*second.*second/);
});

test('one run alone looks as it does without --jobs', async () => {
  const path = lab('only', sh('true'));
  const [one, other] = await Promise.all(
    [[], ['--jobs', '4']].map((more) => callLab(['run', path, ...here, ...more])),
  );
  const withoutTimes = (text = '') => text.replaceAll(/[\d.]+ m?s\b/g, 'T');
  expect(withoutTimes(one?.stdout)).toBe(withoutTimes(other?.stdout));
});

test('Ctrl-C ends all, those that wait never begin, and nothing is left behind', async () => {
  const mark = join(folder, 'begun');
  const paths = [
    lab('long', sh(`touch ${mark}\nsleep 1000 & sleep 1000`, 'timeout=1h')),
    lab('later', sh('true')),
  ];
  const call = startLab(['run', ...paths, ...here, '--jobs', '2']);
  await expect.poll(() => existsSync(mark), { timeout: 20_000 }).toBe(true);
  call.child.kill('SIGINT');
  const { exitCode, stdout, stderr } = await call.ended;
  expect(exitCode).toBe(130);
  expect(stderr).toBe('lab: Interrupted by SIGINT; putting the hosts away (once more to force)\n');
  expect(stdout).toMatch(/^\[long\] stopped:\nlab long: /m);
  expect(stdout).not.toContain('[later] begins');
  await expect.poll(call.processes).toEqual([]);
});
