import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callLab } from '../helpers/call-lab.ts';
import { sh } from '../helpers/write-lab.ts';

/** Kept short: it stands for a runtime folder, where sockets lie. */
const folder = mkdtempSync('/tmp/lc-');
const document = join(folder, 'site.md');
const runFolder = join(folder, `lab-${process.getuid?.() ?? 0}`, 'run-abcdef');

beforeAll(() => {
  writeFileSync(
    document,
    `---\ntitle: A site\n---\n\n## Make it\n\n${sh('true')}\n## Serve it\n\n${sh('true')}`,
  );
  mkdirSync(runFolder, { recursive: true });
  const hosts = [{ name: 'host1', memoryMiB: 512 }];
  const up = { agent: '', lab: 'site', document, title: 'A site', step: null, failed: null, hosts };
  writeFileSync(
    join(runFolder, 'up.json'),
    JSON.stringify({ ...up, since: '2026-01-01T00:00:00Z', engine: 'tcg', slowness: 8 }),
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function candidates(words: readonly string[]): Promise<string> {
  const env = { XDG_RUNTIME_DIR: folder, HOME: folder };
  const { stdout, stderr, exitCode } = await callLab(['__complete', ...words], { cwd: folder, env });
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return stdout;
}

describe('of a lab that is up', () => {
  // Whoever holds the lock of a run's folder is its supervisor.
  const holder = () =>
    spawn('flock', [join(runFolder, 'lock'), 'sh', '-c', 'echo held; cat'], { stdio: 'pipe' });
  let holding: ReturnType<typeof holder>;
  beforeAll(async () => {
    holding = holder();
    await once(holding.stdout, 'data');
  });
  afterAll(async () => {
    holding.stdin.end();
    await once(holding, 'exit');
  });

  test.each([
    [['up-lab', 'down', ''], 'site\tA site\n'],
    [['host', 'shell', ''], 'host1\tsite\n'],
    [['host', 'shell', '--lab', 'other', ''], ''],
    [['host', 'shell', '--host', 'rack1=ssh:rack1', ''], 'rack1\t\n'],
    [['step', 'reset', ''], 'make-it\tMake it\nserve-it\tServe it\n'],
    [['step', 'verify', '--step', ''], 'make-it\tMake it\nserve-it\tServe it\n'],
    [['target', 'verify', '--host', ''], 'host1=\t\n'],
  ])('%j', async (words, expected) => {
    expect(await candidates(words)).toBe(expected);
  });
});

test.each([
  [[]],
  [['']],
  [['constructor', 'run', '']],
  [['step']],
  [['step', 'nothing', '']],
  [['step', 'run', 'no-such-lab', '--until', '']],
  [['step', 'run', '--until=', '--nothing', '-', '']],
  [['up-lab', 'down', '']],
  [['target', 'run', '.', '--host', '']],
])('%j has none, and no error', async (words) => {
  expect(await candidates(words)).toBe('');
});
