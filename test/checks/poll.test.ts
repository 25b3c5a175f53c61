import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pauseMs } from '../../runner/checks/pause.ts';
import { pollCheck, type PollOptions } from '../../runner/checks/poll.ts';
import type { Check } from '../../runner/document/lab.ts';
import type { Host } from '../../runner/hosts/host.ts';
import { openLocalHost } from '../../runner/hosts/local/index.ts';
import { makeCheck, typeOf } from './make-check.ts';

let host: Host;
let folder: string;
let file: string;

beforeEach(async () => {
  host = openLocalHost({ name: 'host1' });
  folder = await mkdtemp(join(tmpdir(), 'lab-poll-'));
  file = join(folder, 'file');
});
afterEach(async () => {
  await host.dispose();
  await rm(folder, { recursive: true });
});

const poll = (check: Check, options: Partial<PollOptions> = {}) =>
  pollCheck({
    check,
    type: typeOf(check.type),
    host,
    signal: new AbortController().signal,
    onTry: () => undefined,
    ...options,
  });

test('without `within` it asks once', async () => {
  const tries: string[] = [];
  const outcome = await poll(makeCheck('file', { file }), { onTry: ({ observed }) => tries.push(observed) });
  expect(outcome).toMatchObject({
    verdict: 'failed',
    attempts: 1,
    expected: `${file} exists`,
    observed: `${file} does not exist`,
  });
  expect(tries).toEqual([]);
});

test('it passes as soon as it is so', async () => {
  const outcome = await poll(makeCheck('file', { file }, { withinMs: 20_000 }), {
    onTry: ({ attempts }) => {
      if (attempts === 3) void writeFile(file, '');
    },
  });
  expect(outcome.verdict).toBe('passed');
  expect(outcome.attempts).toBeGreaterThan(3);
  expect(outcome.durationMs).toBeLessThan(10_000);
});

test('it gives up when `within` is over, and says what it saw last', async () => {
  const tries: number[] = [];
  const outcome = await poll(makeCheck('file', { file }, { withinMs: 800 }), {
    onTry: ({ attempts }) => tries.push(attempts),
  });
  expect(outcome).toMatchObject({
    verdict: 'failed',
    observed: `${file} does not exist`,
    attempts: tries.length + 1,
  });
  expect(outcome.attempts).toBeGreaterThan(2);
  expect(outcome.durationMs).toBeGreaterThanOrEqual(600);
  expect(outcome.durationMs).toBeLessThan(2000);
});

test('all times are scaled by how slow the host is', async () => {
  const slow: Host = Object.create(host, { slowness: { value: 4 } }) as Host;
  const outcome = await poll(makeCheck('file', { file }, { withinMs: 200 }), { host: slow });
  expect(outcome.durationMs).toBeGreaterThanOrEqual(600);
});

test('a command that does not end is cut by what `within` leaves', async () => {
  const command = `[ -e ${file} ] && exec sleep 60; touch ${file}; exit 1`;
  const outcome = await poll(makeCheck('command', { command }, { withinMs: 1000 }));
  expect(outcome.verdict).toBe('failed');
  expect(outcome.observed).toMatch(/^no answer within \d+ ms$/);
  expect(outcome.durationMs).toBeLessThan(3000);
});

describe('not', () => {
  test('turns the answer round', async () => {
    expect(await poll(makeCheck('file', { file }, { not: true }))).toMatchObject({
      verdict: 'passed',
      expected: `not: ${file} exists`,
    });
    await writeFile(file, '');
    expect((await poll(makeCheck('file', { file }, { not: true }))).verdict).toBe('failed');
  });

  test.each([true, false])(
    'mends neither a missing container nor a question that has no answer (not: %s)',
    async (not) => {
      const inside = await poll(makeCheck('command', { command: 'false' }, { not, container: 'no-such' }));
      expect(inside.verdict).toBe('failed');
      expect(inside.observed).toMatch(/no-such|LXC is not installed/);
    },
  );
});

describe('holds', () => {
  const check = () => makeCheck('file', { file }, { holdsMs: 500 });

  test('passes when it stays so', async () => {
    await writeFile(file, '');
    const outcome = await poll(check());
    expect(outcome).toMatchObject({ verdict: 'passed', expected: `${file} exists, for 500 ms` });
    expect(outcome.attempts).toBeGreaterThan(2);
    expect(outcome.durationMs).toBeGreaterThanOrEqual(500);
  });

  test('fails when it does not stay so', async () => {
    // The first ask finds no second file and makes one; the next finds it.
    const command = `[ ! -e ${file} ] && touch ${file}`;
    const outcome = await poll(makeCheck('command', { command }, { holdsMs: 5000 }));
    expect(outcome.verdict).toBe('failed');
    expect(outcome.observed).toMatch(/^it was so, but no longer after \d+ ms: ended with status 1$/);
  });
});

test('it ends early when the host breaks', async () => {
  const outcome = await poll(makeCheck('file', { file }, { withinMs: 30_000 }), {
    onTry: () => void host.dispose(),
  });
  expect(outcome.verdict).toBe('broken');
  expect(outcome.durationMs).toBeLessThan(5000);
});

test('it ends early when it is interrupted', async () => {
  const controller = new AbortController();
  const reason = new Error('interrupted');
  const polled = poll(makeCheck('file', { file }, { withinMs: 30_000 }), {
    signal: controller.signal,
    onTry: () => {
      controller.abort(reason);
    },
  });
  await expect(polled).rejects.toBe(reason);
});

test('a command is asked as often as it says', async () => {
  const command = `echo >> ${file}; exit 1`;
  const { attempts } = await poll(makeCheck('command', { command }, { withinMs: 600 }));
  expect((await readFile(file, 'utf8')).length).toBe(attempts);
});

test('pauses grow from 50 ms to 1 s, scaled', () => {
  const pauses = Array.from({ length: 12 }, (_, index) => pauseMs({ attempts: index + 1, slowness: 1 }));
  expect(pauses[0]).toBe(50);
  expect(pauses.at(-1)).toBe(1000);
  expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
  expect(pauseMs({ attempts: 1, slowness: 10 })).toBe(500);
});
