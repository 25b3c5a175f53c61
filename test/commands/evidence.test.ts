import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noContainers, startContainer } from '../checks/start-container.ts';
import { callLab, eventsOf, reportsOf } from '../helpers/call-lab.ts';
import { sh, writeLab } from '../helpers/write-lab.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const here = ['--host', 'host1=local', '--yes'];
const json = ['--reporter', 'json'];

/** Runs a lab of one step that fails; the folder that its report names. */
async function fail(name: string, body: string): Promise<string> {
  const ended = await callLab(['run', writeLab({ folder, name, body }), ...here, ...json]);
  const [report] = reportsOf(ended);
  expect(report?.verdict).toBe('failed');
  if (report?.evidence === undefined) throw new Error('The report names no folder');
  return report.evidence;
}

const check = '```yaml check\n- command: test -e /nonexistent/file\n  id: never\n  within: 1s\n```\n';

test('a failed block leaves its whole output, and the host as it was while background blocks ran', async () => {
  const body =
    sh('echo "from the block before"', 'id=before') +
    sh('exec sleep 1234.5', 'background') +
    sh('seq 1000\nprintf "\\033[2J\\n"\nls /nonexistent', 'id=fails');
  const evidence = await fail('block', body);
  const read = (name: string) => readFileSync(join(evidence, name), 'utf8');
  expect(read('failure.txt')).toMatch(/block fails on host1\n +\$ ls \/nonexistent\n/);
  expect(read('step/1-before.host1.txt')).toContain('from the block before');
  expect(read('step/3-fails.host1.txt')).toMatch(/--- printed:\n1\n2\n[^]*\n1000\n␛\[2J\n/);
  const host = read('hosts/host1.txt');
  expect(host).toMatch(/^\$ ip addr\n1: lo:/m);
  expect(host).toMatch(/sleep 1234\.5$/m);
});

test('a failed check leaves its tries', async () => {
  const evidence = await fail('check', check);
  expect(readFileSync(join(evidence, 'step/1-never.host1.txt'), 'utf8')).toMatch(/\d ×: ended with status 1/);
});

test('a container that runs has a file of its own', async ({ skip }) => {
  if (noContainers) skip(noContainers);
  const container = await startContainer();
  try {
    await container.inNetwork('ip', 'addr', 'add', '192.0.2.77/32', 'dev', 'lo');
    const evidence = await fail('container', sh('false'));
    const read = (place: string) => readFileSync(join(evidence, `hosts/${place}.txt`), 'utf8');
    expect(read(`host1.${container.name}`)).toContain('inet 192.0.2.77/32');
    expect(read('host1')).not.toContain('192.0.2.77');
  } finally {
    await container.dispose();
  }
});

test('people are told where it is; after a run that passed there is nothing', async () => {
  const failing = writeLab({ folder, name: 'told', body: sh('false') });
  for (const reporter of ['plain', 'pretty']) {
    const { stdout } = await callLab(['run', failing, ...here, '--reporter', reporter]);
    const evidence = /evidence: (.*)/.exec(stdout.slice(stdout.lastIndexOf('failed')))?.[1] ?? '';
    expect(existsSync(join(evidence, 'failure.txt'))).toBe(true);
  }
  const passing = writeLab({ folder, name: 'passes', body: sh('true') });
  const [report] = reportsOf(await callLab(['run', passing, ...here, ...json]));
  expect(report).not.toHaveProperty('evidence');
});

test('a failure of which nothing can be kept is one all the same, and says so', async () => {
  writeFileSync(join(folder, 'state'), 'no folder');
  const path = writeLab({ folder, name: 'unkept', body: sh('false') });
  const env = { XDG_STATE_HOME: join(folder, 'state') };
  const ended = await callLab(['run', path, ...here, ...json], { env });
  expect(ended.exitCode).toBe(1);
  const message = expect.stringContaining('Cannot keep what was found on the hosts: ') as string;
  expect(eventsOf(ended)).toContainEqual(expect.objectContaining({ event: 'note', message }));
});

test('a host that broke leaves its console', async () => {
  const path = writeLab({ folder, name: 'breaks', body: sh('kill -KILL $PPID; sleep 10') });
  const [report] = reportsOf(await callLab(['run', path, ...here, ...json]));
  expect(report?.verdict).toBe('broken');
  expect(readFileSync(join(report?.evidence ?? '', 'failure.txt'), 'utf8')).toContain('host1');
});

test('`lab clean --all` sweeps it, and says so', async () => {
  const env = {
    XDG_STATE_HOME: join(folder, 'swept'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_RUNTIME_DIR: folder,
  };
  const path = writeLab({ folder, name: 'sweep', body: sh('false') });
  const [report] = reportsOf(await callLab(['run', path, ...here, ...json], { env }));
  expect((await callLab(['clean'], { env })).stdout).not.toContain('evidence');
  expect(existsSync(report?.evidence ?? '')).toBe(true);
  const { stdout } = await callLab(['clean', '--all'], { env });
  expect(stdout).toContain('Removed the evidence of 1 failed run.');
  expect(existsSync(report?.evidence ?? '')).toBe(false);
});
