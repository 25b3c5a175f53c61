import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failuresFolder, makeFailureFolder, sweepFailures } from '../../runner/evidence/failures-folder.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'lab-test-'));
  vi.stubEnv('XDG_STATE_HOME', state);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(state, { recursive: true });
});

const at = (minute: number) => new Date(Date.UTC(2026, 10, 3, 12, minute, 7));

test('is named for the time and the lab', async () => {
  const folder = await makeFailureFolder({ lab: '01-lxc 基本/..', at: at(30) });
  expect(basename(folder)).toBe('2026-11-03T12-30-07-01-lxc-基本-..');
});

test('two runs that fail in the same second do not meet', async () => {
  const folders = await Promise.all([1, 2, 3].map(() => makeFailureFolder({ lab: 'a', at: at(0) })));
  expect(new Set(folders).size).toBe(3);
});

test('the oldest give way', async () => {
  for (let minute = 0; minute < 30; minute++) await makeFailureFolder({ lab: 'a', at: at(minute) });
  const names = readdirSync(failuresFolder()).sort();
  expect(names).toHaveLength(20);
  expect(names[0]).toContain('T12-10-');
  expect(names.at(-1)).toContain('T12-29-');
});

test('all can be swept', async () => {
  await makeFailureFolder({ lab: 'a', at: at(0) });
  expect(await sweepFailures()).toBe(1);
  expect(await sweepFailures()).toBe(0);
});
