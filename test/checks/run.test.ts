import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runChecks } from '../../runner/checks/run.ts';
import type { Check } from '../../runner/document/lab.ts';
import type { Host } from '../../runner/hosts/host.ts';
import { openLocalHost } from '../../runner/hosts/local/index.ts';
import { makeCheck } from './make-check.ts';

let host: Host;
let folder: string;

beforeEach(async () => {
  host = openLocalHost({ name: 'host1' });
  folder = await mkdtemp(join(tmpdir(), 'lab-run-'));
});
afterEach(async () => {
  await host.dispose();
  await rm(folder, { recursive: true });
});

async function judge(checks: Check[], { keepGoing = false } = {}) {
  const seen: string[] = [];
  const outcomes = await runChecks({
    checks,
    hosts: new Map([['host1', host]]),
    signal: new AbortController().signal,
    keepGoing,
    onStart: ({ id }) => seen.push(`start ${id}`),
    onEnd: ({ id }, { verdict }) => seen.push(`${verdict} ${id}`),
  });
  return { seen, outcomes };
}

const named = (id: string, command: string, common: Partial<Check> = {}) =>
  makeCheck('command', { command }, { id, ...common });

test('in the order of the document, each with its end', async () => {
  const { seen } = await judge([named('one', 'true'), named('two', 'true')]);
  expect(seen).toEqual(['start one', 'passed one', 'start two', 'passed two']);
});

test('what comes after a failure is not judged, unless asked for', async () => {
  const checks = [named('one', 'false'), named('two', 'true')];
  expect((await judge(checks)).seen).toEqual(['start one', 'failed one']);
  expect((await judge(checks, { keepGoing: true })).seen).toEqual([
    'start one',
    'failed one',
    'start two',
    'passed two',
  ]);
});

test('all are asked side by side', async () => {
  // Each waits for the other to have begun: one after the other, the first would never end.
  const meet = (mine: string, other: string) => `touch ${mine}; until [ -e ${other} ]; do sleep 0.02; done`;
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  const { outcomes } = await judge([named('one', meet(one, two)), named('two', meet(two, one))]);
  expect([...outcomes.values()].map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
});

test('an answer from before an earlier check had to wait does not count', async () => {
  const file = join(folder, 'state');
  await writeFile(file, 'old');
  const becomesNew = named('waits', `grep -q new ${file} || { printf new > ${file}; false; }`, {
    withinMs: 5000,
  });
  const { outcomes } = await judge([
    becomesNew,
    makeCheck('file', { file, contains: 'new' }, { id: 'then' }),
  ]);
  expect([...outcomes.values()].map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
});

test('types that move something are asked one after the other', async () => {
  const log = join(folder, 'log');
  const udp = (id: string) => makeCheck('udp', { udp: '127.0.0.1:1', send: 'x', expect: 'y' }, { id });
  const { seen } = await judge([udp('one'), named('middle', `echo >> ${log}`), udp('two')], {
    keepGoing: true,
  });
  expect(seen).toEqual([
    'start one',
    'failed one',
    'start middle',
    'passed middle',
    'start two',
    'failed two',
  ]);
  expect(await readFile(log, 'utf8')).toBe('\n');
});
