import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Host } from '../../runner/hosts/host.ts';
import { openLocalHost } from '../../runner/hosts/local/index.ts';
import { packageRoot } from '../../runner/package-root.ts';
import { callLab, program, startLab } from '../helpers/call-lab.ts';
import { prepare, sitDown, type Typist } from '../helpers/typist.ts';

const here = ['shell', '--host', 'host1=local'];

describe('on a terminal', () => {
  let host: Host;
  beforeAll(() => {
    host = openLocalHost({ name: 'here' });
  });
  afterAll(() => host.dispose());

  /** Calls `lab shell` at a terminal; gives the typist at its prompt, and the pid of the call. */
  async function call(): Promise<{ typist: Typist; pid: number; before: string }> {
    const typist = await sitDown(host, { rows: 33, columns: 101 });
    typist.type(`cd ${packageRoot}; echo "before=$(stty -g)"\n`);
    const before = /before=(\S+)\r\n/.exec(await typist.see(/before=\S+\r\n/))?.[1] ?? '';
    typist.type(
      `sh -c 'echo pid=$$; exec node ${program} ${here.join(' ')}'; echo "end""ed=$? $(stty -g)"\n`,
    );
    const pid = Number(/pid=(\d+)/.exec(await typist.see(/pid=\d+\r\n/))?.[1]);
    await prepare(typist);
    return { typist, pid, before };
  }

  test('gives the size, keeps to it, and ends with the status of the shell', async () => {
    const { typist, before } = await call();
    typist.type('stty size\n');
    await typist.see('33 101\r\n');
    typist.terminal.resize({ rows: 44, columns: 120 });
    typist.type('until stty size | grep "^44 120$"; do sleep 0.1; done\n');
    await typist.see('\n44 120\r\n');
    typist.type('exit 42\n');
    await typist.see(`ended=42 ${before}\r\n`);
    typist.terminal.hangUp();
  });

  test('Ctrl-C, Ctrl-Z and Ctrl-\\ are the shell’s', async () => {
    const { typist } = await call();
    for (const [key, shown] of [
      ['\x03', 'ready> '],
      ['\x1A', 'Stopped'],
      ['\x1C', 'Quit'],
    ] as const) {
      typist.type(`sh -c 'echo beg""in; exec sleep 1000'\n`);
      await typist.see('begin\r\n');
      typist.type(key);
      await typist.see(shown);
    }
    typist.terminal.hangUp();
  });

  test('passes bytes as they are: Japanese, colours, a newline alone', async () => {
    const { typist } = await call();
    typist.type(String.raw`stty -opost; printf '[\e[31m日本語\e[m\n]'; stty opost` + '\n');
    await typist.see('[\x1B[31m日本語\x1B[m\n]');
    typist.terminal.hangUp();
  });

  test('loses nothing of a paste of 1 MB', async () => {
    const { typist } = await call();
    typist.type('stty -echo; echo beg""in; wc -c; stty echo\n');
    await typist.see('begin\r\n');
    typist.type(`${'0123456789abcdef'.repeat(4)}\n`.repeat(16_000));
    typist.type('\x04');
    await typist.see('1040000\r\n');
    typist.terminal.hangUp();
  });

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('%s leaves the terminal as it was', async (signal) => {
    const { typist, pid, before } = await call();
    process.kill(pid, signal);
    expect(await typist.see(`ended=130 ${before}\r\n`)).toContain(`lab: Interrupted by ${signal}\r\n`);
    typist.terminal.hangUp();
  });

  test('a host that breaks leaves the terminal as it was, and the reason on a line of its own', async () => {
    const { typist, before } = await call();
    typist.type('kill -KILL $PPID\n');
    expect(await typist.see(`ended=3 ${before}\r\n`)).toContain('\r\nlab: The agent on host1 has ended\r\n');
    typist.terminal.hangUp();
  });
});

describe('without a terminal', () => {
  test('runs standard input, output and errors apart, and ends with its status', async () => {
    const input = 'echo out; echo error >&2; read -r line\nthis is read\necho "[$line]"; cd /; pwd; exit 7\n';
    expect(await callLab([...here, 'host1'], { input })).toEqual({
      exitCode: 7,
      stdout: 'out\n[this is read]\n/\n',
      stderr: 'error\n',
    });
  });

  test('passes megabytes through whole', async () => {
    const { stdout, exitCode } = await callLab(here, { input: 'seq 1000000' });
    expect(exitCode).toBe(0);
    expect(stdout.length).toBe(6_888_896);
  });

  test('goes by what bash does with a script, not by what holds its output open', async () => {
    const startedMs = performance.now();
    const { stdout } = await callLab(here, { input: 'sleep 30 & echo done; kill $! &\nsleep 31 &\necho $!' });
    expect(performance.now() - startedMs).toBeLessThan(20_000);
    process.kill(Number(stdout.trim().split('\n').at(-1)));
  });

  test('SIGINT ends the script and what it started', async () => {
    const { child, ended, processes } = startLab(here, { input: 'echo begin; sleep 1000; echo not' });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGINT');
    const { exitCode, stdout } = await ended;
    expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: 'begin\n' });
    await expect.poll(processes).toEqual([]);
  });
});

describe('which host', () => {
  test.each([
    [['shell'], /No lab is up/],
    [['shell', 'host2', '--host', 'host1=local'], /Unknown host host2\n.*host1/],
    [['shell', '--host', 'a=local', '--host', 'b=local'], /Name the host: a, b/],
    [['shell', 'a', 'b'], /Unexpected argument `b`\nExpected: lab shell \[HOST\]/],
    [['shell', '--host', 'a=local', '--container', 'none'], /a has no container none/],
  ])('%j', async (args, message) => {
    // A runtime folder in which nothing is up.
    const { exitCode, stderr } = await callLab(args, { env: { XDG_RUNTIME_DIR: '/nowhere' } });
    expect(stderr).toMatch(message);
    expect(exitCode).toBe(2);
  });
});
