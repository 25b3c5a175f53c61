import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Host, HostBroken } from '../../../runner/hosts/host.ts';
import { connectSshHosts, type SshHosts } from '../../../runner/hosts/ssh/index.ts';
import type { SshTarget } from '../../../runner/hosts/target.ts';
import { noSshd, startSshd, type Sshd } from '../../helpers/sshd.ts';

let sshd: Sshd;
beforeAll(async () => {
  if (!noSshd) sshd = await startSshd();
});
afterAll(async () => {
  if (!noSshd) await sshd.stop();
});

/** Options of ours over those of the sshd. */
const target = (options: Record<string, string> = {}, destination = sshd.destination): SshTarget => ({
  kind: 'ssh',
  slowness: 1,
  destination,
  options: { ...sshd.options, ...options },
});

const connect = (...targets: SshTarget[]): Promise<SshHosts> =>
  connectSshHosts({
    targets: new Map(targets.map((each, index) => [`host${index + 1}`, each])),
    say: null,
    signal: new AbortController().signal,
  });

/** The message for a machine that can't be reached. */
async function failure(wrong: SshTarget): Promise<string> {
  const hosts = await connect(wrong);
  try {
    await hosts.open('host1');
  } catch (error) {
    expect(error).toBeInstanceOf(HostBroken);
    return (error as HostBroken).message;
  } finally {
    await hosts.dispose();
  }
  throw new Error('Expected no connection');
}

async function ask(host: Host, script: string): Promise<string> {
  const { stdout } = await host.run({ script, container: null, timeoutMs: 5000 });
  return stdout.toString();
}

describe.skipIf(noSshd)(`a machine over SSH${noSshd ? ` (${noSshd})` : ''}`, () => {
  test('is reached as root, in an environment that owes nothing to the login', async () => {
    const hosts = await connect(target({ SendEnv: 'LC_* LANG', SetEnv: 'LC_ALL=C' }));
    const host = await hosts.open('host1');
    expect(await ask(host, 'id -u; pwd; echo "$HOME $USER $LC_ALL $SSH_CONNECTION $LANG"')).toBe(
      '0\n/root\n/root root   C.UTF-8\n',
    );
    await hosts.dispose();
    await expect.poll(() => sshd.serving()).toEqual([]);
  });

  test('is asked over one connection, whatever goes on', async () => {
    const hosts = await connect(target());
    const host = await hosts.open('host1');
    const sessions = await Promise.all([1, 2, 3].map(() => host.openSession({ container: null })));
    await Promise.all([1, 2, 3].map(() => ask(host, 'sleep 0.1')));
    expect(await hosts.open('host1')).toBe(host);
    expect(sshd.serving()).toHaveLength(1);
    await Promise.all(sessions.map((session) => session.dispose()));
    await hosts.dispose();
  });

  test('takes no terminal, forwarding or command of its own from the configuration', async () => {
    const own = {
      RequestTTY: 'force',
      RemoteCommand: 'date',
      LocalForward: '1 localhost:1',
      LogLevel: 'QUIET',
    };
    const hosts = await connect(
      target({ ...own, ControlMaster: 'auto', ControlPath: join(sshd.folder, 'm') }),
    );
    expect(await ask(await hosts.open('host1'), 'echo "$SSH_TTY" here')).toBe(' here\n');
    await hosts.dispose();
    await expect.poll(() => sshd.serving()).toEqual([]);
  });
});

describe.skipIf(noSshd)('a machine that cannot be reached says why, and what mends it', () => {
  test('unknown host key', async () => {
    expect(await failure(target({ UserKnownHostsFile: join(sshd.folder, 'none') }))).toMatch(
      /^Cannot reach host1 \(ssh:\/\/\w+@127\.0\.0\.1:\d+\): the host key of \[127\.0\.0\.1\]:\d+.* is not known\nConnect once .*`ssh -o .*127\.0\.0\.1:\d+ true`\.$/,
    );
  });

  test('unknown host key where the user wants it known', async () => {
    const strict = { UserKnownHostsFile: join(sshd.folder, 'none'), StrictHostKeyChecking: 'yes' };
    expect(await failure(target(strict))).toMatch(/StrictHostKeyChecking is on\nAdd its key to .*none\.$/);
  });

  test('changed host key', async () => {
    const known = join(sshd.folder, 'changed');
    const other = execFileSync('cut', ['-d ', '-f1-2', join(sshd.folder, 'key.pub')]).toString();
    writeFileSync(known, `[127.0.0.1]:${sshd.port} ${other}`);
    const message = await failure(target({ UserKnownHostsFile: known }));
    expect(message).toMatch(/has changed: it may be another machine\n/);
    const [, command = ''] = /`(.*)`/.exec(message) ?? [];
    execFileSync('sh', ['-c', command], { stdio: 'ignore' });
    expect(await failure(target({ UserKnownHostsFile: known }))).toContain('is not known');
  });

  test('no key that it takes', async () => {
    expect(await failure(target({ IdentityFile: join(sshd.folder, 'host-key') }))).toMatch(
      /it did not let \w+ in; it takes publickey\nGive it a key of yours/,
    );
  });

  test('a name without an address', async () => {
    expect(await failure(target({}, 'root@no..where'))).toMatch(
      /there is no address for no\.\.where \(.+\)\nCorrect/,
    );
  });

  test('refused', async () => {
    expect(await failure(target({}, 'root@127.0.0.1:1'))).toMatch(
      /there is no address for .*ssh:\/\/USER@HOST:PORT/s,
    );
    expect(await failure(target({}, 'ssh://root@127.0.0.1:1'))).toMatch(
      /127\.0\.0\.1 port 1 refused the connection\nStart sshd/,
    );
  });

  test.each([
    ['says nothing', 'did not answer in time', () => undefined],
    [
      'closes',
      'closed the connection before anybody could log in',
      (close: () => void) => {
        close();
      },
    ],
  ])('somebody answers who %s', async (_, says, answer) => {
    const server = createServer((socket) => {
      answer(() => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    expect(await failure(target({ ConnectTimeout: '1' }, `ssh://root@127.0.0.1:${port}`))).toContain(says);
    server.close();
  });

  test('a mistake in the configuration', async () => {
    expect(await failure(target({ IdentitiesOnyl: 'yes' }))).toMatch(
      /does not understand its configuration .*\nCorrect/,
    );
  });

  test('one of several: the others are reached all the same', async () => {
    const hosts = await connect(target({}, 'ssh://root@127.0.0.1:1'), target());
    await expect(hosts.open('host1')).rejects.toThrow('Cannot reach host1');
    expect(await ask(await hosts.open('host2'), 'echo here')).toBe('here\n');
    await hosts.dispose();
  });

  test('an interrupt ends the attempt', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const controller = new AbortController();
    server.on('connection', () => {
      controller.abort(new Error('interrupted'));
    });
    const targets = new Map([['host1', target({}, `ssh://root@127.0.0.1:${port}`)]]);
    await expect(connectSshHosts({ targets, say: null, signal: controller.signal })).rejects.toThrow(
      'interrupted',
    );
    server.close();
  });
});

describe.skipIf(noSshd)('a link that drops breaks the host within seconds', () => {
  test('the connection is closed, as by a reboot; the next one is new', async () => {
    const hosts = await connect(target());
    const host = await hosts.open('host1');
    const running = ask(host, 'sleep 60');
    for (const pid of sshd.serving()) process.kill(pid, 'SIGTERM');
    await expect(running).rejects.toThrow(/^Lost host1 \(ssh:.*\): the connection was closed/);
    const next = await hosts.open('host1');
    expect(next).not.toBe(host);
    expect(await ask(next, 'echo new')).toBe('new\n');
    await hosts.dispose();
    await expect.poll(() => sshd.serving()).toEqual([]);
  });

  test('the other end is silent', async () => {
    const hosts = await connect(target({ ServerAliveInterval: '1', ServerAliveCountMax: '2' }));
    const host = await hosts.open('host1');
    const running = ask(host, 'sleep 60');
    const [pid = 0] = sshd.serving();
    process.kill(pid, 'SIGSTOP');
    await expect(running).rejects.toThrow(/it does not answer any more/);
    await hosts.dispose();
    process.kill(pid, 'SIGCONT');
    await expect.poll(() => sshd.serving()).toEqual([]);
  });

  test('the agent is killed', async () => {
    const hosts = await connect(target());
    await expect(ask(await hosts.open('host1'), 'kill -KILL $PPID; sleep 60')).rejects.toThrow(
      /its agent ended/,
    );
    await hosts.dispose();
  });
});
