import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callLab, eventsOf, reportsOf } from '../helpers/call-lab.ts';

/** A learner's own machine: this one, and a folder they work in. */
let folder: string;
let work: string;
let daemon: ChildProcess | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-learner-'));
  work = join(folder, 'work');
  daemon = null;
  writeFileSync(join(folder, 'site.md'), site());
});
afterEach(() => {
  daemon?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const site = () => `---
title: A site
---

## Make a folder

\`\`\`sh
mkdir ${work}
\`\`\`

\`\`\`yaml check
- file: ${work}
  id: folder
- file: ${work}/published
  id: unpublished
  absent: true
  until: publish
\`\`\`

## Write a page

\`\`\`yaml check
- file: ${work}/page
  id: page
  contains: "Hello, world"
  hint: Greet the **world**.
- command: cat ${work}/page
  id: cat
  stdout: "Hello, world"
\`\`\`

## Serve it

\`\`\`yaml check
- process: ${daemonName()}
  id: daemon
- container: no-such-container
  id: box
  not: true
- http: http://127.0.0.1:9/
  id: web
  not: true
\`\`\`

## Publish

<!-- step: publish -->

\`\`\`yaml check
- file: ${work}/published
  id: published
  within: 10s
\`\`\`
`;

const daemonName = () => basename(folder);
const write = (name: string, text: string) => {
  writeFileSync(join(work, name), text);
};
const startDaemon = async () => {
  const child = spawn('sleep', ['1000'], { argv0: daemonName(), stdio: 'ignore' });
  daemon = child;
  await new Promise((resolve) => child.once('spawn', resolve));
};

const call = (args: readonly string[] = [], document = 'site.md') =>
  callLab(['verify', document, '--host', 'host1=local', ...args], {
    cwd: folder,
    env: { XDG_STATE_HOME: join(folder, 'state') },
  });

/** The verdict on each check, and what the report says of the whole. */
async function judge(args: readonly string[] = []) {
  const ended = await call([...args, '--reporter', 'json']);
  const [report] = reportsOf(ended);
  const checks = report?.steps.flatMap((step) => step.checks.map(({ id, verdict }) => [id, verdict])) ?? [];
  return {
    exit: ended.exitCode,
    position: report?.position,
    firstWrong: report?.firstWrong,
    ...Object.fromEntries(checks),
  } as Record<string, unknown>;
}

const later = { daemon: 'blocked', box: 'passed', web: 'blocked', published: 'blocked' };
const step3 = { folder: 'passed', unpublished: 'passed', page: 'passed', cat: 'passed' };

async function doAll(): Promise<void> {
  mkdirSync(work);
  write('page', 'Hello, world\n');
  await startDaemon();
  write('published', '');
}

describe('states of a work', () => {
  test('nothing done', async () => {
    expect(await judge()).toEqual({
      ...{ exit: 1, position: null, firstWrong: 'folder' },
      ...{ folder: 'failed', unpublished: 'passed', page: 'blocked', cat: 'blocked' },
      ...later,
    });
  });

  test('the first step done', async () => {
    mkdirSync(work);
    expect(await judge()).toEqual({
      ...{ exit: 1, position: 'make-a-folder', firstWrong: 'page' },
      ...{ folder: 'passed', unpublished: 'passed', page: 'failed', cat: 'failed' },
      ...later,
    });
  });

  test('the second step half done', async () => {
    mkdirSync(work);
    write('page', 'Hello, world, and all the others\n');
    expect(await judge()).toMatchObject({ position: 'make-a-folder', firstWrong: 'cat', page: 'passed' });
  });

  test('a later step done before an earlier one', async () => {
    mkdirSync(work);
    await startDaemon();
    expect(await judge()).toMatchObject({ position: 'make-a-folder', firstWrong: 'page', daemon: 'passed' });
  });

  test('two steps done, by whomever', async () => {
    mkdirSync(work);
    write('page', 'Hello, world');
    expect(await judge()).toEqual({
      ...{ exit: 1, position: 'write-a-page', firstWrong: 'daemon', ...step3 },
      ...{ daemon: 'failed', box: 'passed', web: 'blocked', published: 'blocked' },
    });
  });

  test('the last step under way: what it ends is over already', async () => {
    await doAll();
    rmSync(join(work, 'published'));
    mkdirSync(join(work, 'published.new'));
    expect(await judge()).toMatchObject({ exit: 1, position: 'serve-it', firstWrong: 'published' });
  });

  test('all done: what the last step rightly ended does not count', async () => {
    await doAll();
    expect(await judge()).toMatchObject({
      ...{ exit: 0, position: 'publish', firstWrong: null, ...step3 },
      ...{ unpublished: 'skipped', published: 'passed' },
    });
  });

  test('what comes within a moment is not wrong', async () => {
    await doAll();
    rmSync(join(work, 'published'));
    const judged = judge();
    // Well after the first ask on a quick machine, well before verify gives up waiting on a slow one.
    setTimeout(() => {
      write('published', '');
    }, 900);
    expect(await judged).toMatchObject({ exit: 0, position: 'publish' });
  });

  test('verify changes nothing: again is the same', async () => {
    mkdirSync(work);
    expect(await judge()).toEqual(await judge());
  });
});

describe('what is shown', () => {
  test('where the learner is, then expected against observed, then the hint', async () => {
    mkdirSync(work);
    const { stdout, stderr, exitCode } = await call();
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 });
    expect(stdout).toContain(`
Up to “Make a folder” everything holds. You are at step 2 of 4, “Write a page”.
The first thing that is not right:

  site.md:23  file check page on host1
    expected  ${work}/page contains \`Hello, world\`
    observed  ${work}/page does not exist
    hint      Greet the world.
`);
    expect(stdout).toMatch(/^✓ passed {2}Make a folder .* 2 checks$/m);
    expect(stdout).toMatch(/^✗ failed {2}Write a page {2}← you are here .* 0 of 2 checks$/m);
    expect(stdout).toMatch(/^· blocked {2}Serve it .* 1 of 3 checks$/m);
  });

  test('what cannot be seen is made visible', async () => {
    mkdirSync(work);
    write('page', 'Hello,\u00a0world\t\u001b[31m \n');
    const { stdout } = await call();
    expect(stdout).toContain('Hello,<U+00A0>world→␛[31m·');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  test('the end', async () => {
    await doAll();
    const { stdout, exitCode } = await call();
    expect(stdout).toContain('\nEverything holds: all 4 steps are done.\n');
    expect(stdout).toMatch(/1 check, 1 over$/m);
    expect(exitCode).toBe(0);
  });

  test('JSON has the events in the order of the document, no blocks, and the report last', async () => {
    mkdirSync(work);
    const ended = await call(['--reporter', 'json']);
    const events = eventsOf(ended);
    const checks = events.flatMap((event) => (event.event === 'check-end' ? [event.check] : []));
    expect(checks).toEqual(['folder', 'unpublished', 'page', 'cat', 'daemon', 'box', 'web', 'published']);
    expect(events[0]).toMatchObject({ event: 'start', hosts: [{ name: 'host1', target: 'local' }] });
    expect(events.at(-1)).toMatchObject({ event: 'report', lab: 'site', verdict: 'failed', engine: null });
    expect(reportsOf(ended)[0]?.steps.flatMap(({ blocks }) => blocks)).toEqual([]);
  });
});

describe('undone', () => {
  const heading = 'Undone since the last call:\n';

  test('is what held at the last call and no longer does, said once', async () => {
    await doAll();
    expect((await call()).stdout).not.toContain(heading);
    rmSync(join(work, 'page'));
    const { stdout, exitCode } = await call();
    expect(stdout).toContain(
      `${heading}  site.md:23  file check page on host1\n  site.md:27  command check cat on host1\n`,
    );
    expect(exitCode).toBe(1);
    expect((await call()).stdout).not.toContain(heading);
  });

  test('behind something that a later step has ended is told as well', async () => {
    await doAll();
    daemon?.kill('SIGKILL');
    const { stdout } = await call();
    expect(stdout).toMatch(
      /The first thing that is not right:\n\n {2}site\.md:14 {2}file check unpublished /,
    );
    expect(stdout).toMatch(
      /Unless you have done “Publish”, which ends that\. Then the first thing is:\n\n {2}site\.md:35 {2}process check daemon /,
    );
  });

  test('is a note in JSON', async () => {
    mkdirSync(work);
    write('page', 'Hello, world');
    await call();
    rmSync(join(work, 'page'));
    const events = eventsOf(await call(['--reporter', 'json']));
    const notes = events.filter(({ event }) => event === 'note');
    expect(notes).toMatchObject([
      {
        step: 'write-a-page',
        host: 'host1',
        line: 23,
        message: 'Check page held at the last call and no longer does.',
      },
      { step: 'write-a-page', host: 'host1', line: 27 },
    ]);
  });

  test('is not what a later step rightly ended', async () => {
    await doAll();
    rmSync(join(work, 'published'));
    await call();
    write('published', '');
    expect((await call()).stdout).not.toContain(heading);
  });
});

describe('--step judges one step alone', () => {
  test('which holds', async () => {
    mkdirSync(work);
    expect(await judge(['--step', 'make-a-folder'])).toMatchObject({
      exit: 0,
      folder: 'passed',
      page: 'skipped',
    });
  });

  test('which does not, whatever stands before it', async () => {
    const { stdout, exitCode } = await call(['--step', 'write-a-page']);
    expect(stdout).toContain('\nStep “Write a page”: not right yet.\n');
    expect(stdout).not.toContain('Make a folder');
    expect(exitCode).toBe(1);
    expect(await judge(['--step', 'write-a-page'])).toMatchObject({ position: null, firstWrong: 'page' });
  });

  test('of which a later step has ended something', async () => {
    await doAll();
    expect(await judge(['--step', 'make-a-folder'])).toMatchObject({ exit: 0, unpublished: 'skipped' });
    rmSync(join(work, 'page'));
    expect(await judge(['--step', 'make-a-folder'])).toMatchObject({ exit: 1, unpublished: 'failed' });
  });

  test('of a name that there is', async () => {
    const { exitCode, stderr } = await call(['--step', 'publsh']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: 'lab: site.md has no step publsh\nDid you mean `publish`?\nSee: lab help verify\n',
    });
  });
});

describe('broken, ours and not the learner’s', () => {
  const two = ['--host', 'host2=local'];
  /** The second host's agent is killed by its first check, as a machine may die while it is asked. */
  const dying = () => {
    writeFileSync(
      join(folder, 'two.md'),
      `---
title: Two hosts
hosts: { host1: {}, host2: {} }
---

## First

\`\`\`yaml check
- file: ${folder}
  id: here
  on: host1
\`\`\`

## Second

\`\`\`yaml check
- command: kill -KILL $PPID; sleep 20
  id: dies
  on: host2
- http: http://127.0.0.1:9/
  id: web
  from: host1
- file: ${folder}/nothing
  id: own
  on: host1
\`\`\`
`,
    );
    return 'two.md';
  };

  test('one of two hosts is lost: the other is judged', async () => {
    const ended = await call([...two, '--reporter', 'json'], dying());
    const [report] = reportsOf(ended);
    const verdicts = report?.steps.flatMap((step) =>
      step.checks.map(({ id, verdict }) => `${id} ${verdict}`),
    );
    expect(verdicts).toEqual(['here passed', 'dies broken', 'web blocked', 'own failed']);
    expect(report).toMatchObject({
      verdict: 'broken',
      position: 'first',
      firstWrong: 'own',
      broken: { host: 'host2' },
    });
    expect(ended.exitCode).toBe(3);
  });

  test('it is said whose fault it is', async () => {
    const { stdout, exitCode } = await call(two, dying());
    expect(stdout).toMatch(/^! broken {2}.*host2/m);
    expect(stdout).toContain('this is no fault of the lab or of what you did');
    expect(stdout).not.toMatch(/first thing[^]*check dies/);
    expect(exitCode).toBe(3);
  });

  test('it does not undo what held', async () => {
    mkdirSync(work);
    await call();
    const { stdout, exitCode } = await callLab(['verify', 'site.md', '--host', 'host1=local'], {
      cwd: folder,
      // No perl there, so no agent.
      env: { XDG_STATE_HOME: join(folder, 'state'), PATH: bareBin() },
    });
    expect(stdout).not.toContain('Undone');
    expect(exitCode).toBe(3);
    rmSync(work, { recursive: true });
    expect((await call()).stdout).toContain(
      'Undone since the last call:\n  site.md:12  file check folder on host1\n',
    );
  });

  const bareBin = () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, 'node'));
    symlinkSync('/bin/bash', join(bin, 'bash'));
    return bin;
  };
});

describe('a wrong call', () => {
  test.each<[args: string[], says: RegExp]>([
    [[], /No lab is up\nBring one up with: lab up LAB/],
    [
      ['site.md'],
      /Cannot tell where host1 of site\.md is\nBring the lab up with: lab up site\.md\nOr say where: --host host1=local/,
    ],
    [
      ['site.md', 'site.md', '--host', 'host1=local'],
      /Unexpected argument `site\.md`\nExpected: lab verify \[LAB\]/,
    ],
    [['site.md', '--host', 'host2=local'], /site\.md has no host host2/],
    [['site.md', '--host', 'host1=local', '--watch'], /Cannot watch without a terminal/],
    [['site.md', '--host', 'host1=local', '--watch', '--reporter', 'json'], /--watch without --reporter/],
  ])('%j ends with 2', async (args, says) => {
    const { exitCode, stdout, stderr } = await callLab(['verify', ...args], {
      cwd: folder,
      env: { XDG_RUNTIME_DIR: folder },
    });
    expect(stderr).toMatch(says);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });

  test('a wrong document ends with 2 and says where', async () => {
    writeFileSync(join(folder, 'wrong.md'), '# Wrong\n\n## Step\n\n```yaml check\n- fil: /etc\n```\n');
    const { exitCode, stdout } = await call([], 'wrong.md');
    expect(stdout).toMatch(/^wrong\.md:6:3 {2}error/m);
    expect(exitCode).toBe(2);
    const [report] = reportsOf(await call(['--reporter', 'json'], 'wrong.md'));
    expect(report).toMatchObject({ verdict: null, steps: [] });
  });

  test('what is wrong with blocks alone, or with a translation, is no learner’s affair', async () => {
    await doAll();
    writeFileSync(join(folder, 'site.md'), site().replace(`mkdir ${work}`, 'mkdir ('));
    writeFileSync(join(folder, 'site.ja.md'), site().replace('id: page', 'id: leaf'));
    expect(await judge()).toMatchObject({ exit: 0, firstWrong: null });
    expect((await callLab(['solve', 'site.md', '--host', 'host1=local'], { cwd: folder })).exitCode).toBe(2);
  });
});
