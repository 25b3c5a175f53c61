import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Host, HostBroken } from '../../../runner/hosts/host.ts';
import { openLocalHost } from '../../../runner/hosts/local/index.ts';
import { noContainers, startContainer } from '../../checks/start-container.ts';
import { sitDown, type Typist } from '../../helpers/typist.ts';

let host: Host;
beforeAll(() => {
  host = openLocalHost({ name: 'here' });
});
afterAll(() => host.dispose());

/** Types a command, and gives what it printed. */
async function ask(typist: Typist, command: string): Promise<string> {
  typist.type(`${command}\n`);
  const shown = await typist.see('ready> ');
  return shown.slice(shown.indexOf('\n') + 1, -'ready> '.length).replaceAll('\r\n', '\n');
}

describe('a terminal', () => {
  let typist: Typist;
  beforeAll(async () => {
    typist = await sitDown(host, { rows: 33, columns: 101 });
  });
  afterAll(() => {
    typist.terminal.hangUp();
  });

  test('is the controlling terminal of a login shell', async () => {
    expect(await ask(typist, 'tty; stty size </dev/tty; shopt login_shell')).toMatch(
      /^\/dev\/pts\/\d+\n33 101\nlogin_shell\s+on\n$/,
    );
    expect(await ask(typist, '[ $$ = $(ps -o sid= $$) ] && echo leader; pwd -P; echo $LANG')).toBe(
      `leader\n${process.env['HOME'] ?? ''}\nC.UTF-8\n`,
    );
  });

  test('tells a program of a new size', async () => {
    typist.type(`trap 'echo si""ze $(stty size)' WINCH; echo tra''pped\n`);
    await typist.see('trapped');
    await typist.see('ready> ');
    typist.terminal.resize({ rows: 44, columns: 131 });
    await typist.see('size 44 131');
    expect(await ask(typist, 'trap - WINCH; stty size')).toContain('44 131\n');
  });

  test('interrupts on Ctrl-C', async () => {
    // Not before the program is there: a signal that comes while bash forks does not reach it.
    typist.type(`sh -c 'echo beg""in; exec sleep 1000'; echo no""t\n`);
    await typist.see('begin');
    typist.type('\x03');
    expect(await typist.see('ready> ')).not.toContain('not');
    expect(await ask(typist, 'echo $?')).toBe('130\n');
  });

  test('stops and resumes jobs', async () => {
    // It says when it has the terminal: a signal that comes while bash hands that over does not reach it.
    // One process: a shell that waits for a vfork(2) of its own does not stop while its child, stopped first, has not
    // come to its exec.
    typist.type(
      `perl -e '$| = 1; $SIG{CONT} = sub { print "awa", "ke\\n" }; print "beg", "in\\n"; sleep 1 while 1'\n`,
    );
    await typist.see('begin');
    typist.type('\x1A');
    expect(await typist.see('ready> ')).toMatch(/\[1\]\+ {2}Stopped/);
    typist.type('fg\n');
    await typist.see('awake');
    typist.type('\x03');
    await typist.see('ready> ');
    expect(await ask(typist, 'jobs')).toBe('');
  });

  test('takes Japanese, and erases whole characters of it', async () => {
    expect(await ask(typist, 'echo "[日本誤\x7F語]"')).toContain('[日本語]\n');
    // Not bash's own line editor but the kernel's, which needs IUTF8.
    typist.type('echo beg""in; line=$(head -n 1); echo "[$line]"\n');
    await typist.see('begin\r\n');
    typist.type('コンテナ誤り\x7F\x7F\n');
    expect(await typist.see('ready> ')).toContain('\n[コンテナ]\r\n');
  });

  test('passes colours and every other escape sequence on', async () => {
    expect(await ask(typist, String.raw`printf '\e[31mred\e[m\e]0;title\a\n'`)).toBe(
      '\x1B[31mred\x1B[m\x1B]0;title\x07\n',
    );
  });
});

test('a shell in a terminal ends with its own status', async () => {
  const typist = await sitDown(host);
  typist.type('exit 42\n');
  expect(await typist.rest()).toMatch(/logout\r\n$/);
  expect(await typist.terminal.exit).toBe(42);
});

test('Ctrl-D ends a shell', async () => {
  const typist = await sitDown(host);
  typist.type('\x04');
  expect(await typist.terminal.exit).toBe(0);
});

test('all that was printed right before the end is shown', async () => {
  const typist = await sitDown(host);
  typist.type('exec seq 100000\n');
  expect((await typist.rest()).trimEnd().endsWith('\n100000')).toBe(true);
});

test('two at once are two terminals', async () => {
  const [one, other] = await Promise.all([sitDown(host), sitDown(host)]);
  one.type('cat\n');
  expect(await ask(other, 'tty')).not.toBe(await ask(await sitDown(host), 'tty'));
  one.type('only here\n');
  await one.see('only here\r\nonly here');
  for (const { terminal } of [one, other]) terminal.hangUp();
});

test('nothing of a paste of 5 MB is lost', async () => {
  const typist = await sitDown(host);
  const line = 'あいうえおかきくけこさしすせそ 0123456789\n';
  const text = line.repeat(Math.ceil(5e6 / Buffer.byteLength(line)));
  typist.type('stty -echo; echo beg""in; cat | sha256sum\n');
  await typist.see('begin\r\n');
  typist.type(text);
  typist.type('\x04');
  const expected = createHash('sha256').update(text).digest('hex');
  expect(await typist.see('ready> ')).toContain(expected);
});

test('what nobody takes waits in the program that prints it', async () => {
  const typist = await sitDown(host);
  const { terminal } = typist;
  typist.type('exec yes 4343\n');
  await typist.see('4343\r\n4343\r\n');
  terminal.output.pause();
  const unmoved = `
    used() { cut -d ' ' -f 14,15 "/proc/$(pgrep -fx 'yes 4343')/stat"; }
    before=$(used) && sleep 0.5 && [ "$(used)" = "$before" ]`;
  const idle = () => host.run({ script: unmoved, container: null, timeoutMs: 5000 });
  await expect.poll(async () => (await idle()).exit, { timeout: 20_000 }).toBe(0);
  expect(terminal.output.readableLength).toBeLessThan(200_000);
  let size = 0;
  terminal.output.on('data', (chunk: Buffer) => (size += chunk.length)).resume();
  await expect.poll(() => size).toBeGreaterThan(1e6);
  typist.type('\x03');
  expect(await terminal.exit).toBe(130);
});

test.skipIf(noContainers)(
  `a terminal inside a container${noContainers ? ` (${noContainers})` : ''}`,
  async () => {
    const container = await startContainer();
    try {
      const typist = await sitDown(host, { container: container.name, rows: 31, columns: 91 });
      expect(
        await ask(typist, 'hostname; stty size </dev/tty; pwd; echo $TERM $LANG; shopt login_shell'),
      ).toMatch(
        new RegExp(String.raw`^${container.name}\n31 91\n/root\nxterm-256color C.UTF-8\nlogin_shell\s+on\n$`),
      );
      expect(await ask(typist, 'stty -a')).toMatch(/ iutf8/);
      typist.terminal.resize({ rows: 41, columns: 81 });
      typist.type('until stty size | grep "^41 81$"; do sleep 0.1; done\n');
      await typist.see('\n41 81\r\n');
      await typist.see('ready> ');
      typist.type('sh -c \'echo beg""in; exec sleep 1000\'\n');
      await typist.see('begin');
      typist.type('\x03');
      await typist.see('ready> ');
      typist.type('exit 7\n');
      expect(await typist.terminal.exit).toBe(7);
    } finally {
      await container.dispose();
    }
  },
);

test.skipIf(noContainers)('a container that does not run has no terminal', async () => {
  const options = { container: 'lab-test-none', rows: 24, columns: 80, term: 'xterm' };
  await expect(host.openTerminal(options)).rejects.toThrow('here has no container lab-test-none');
});

test('closing the terminal ends what runs there, as closing its window does', async () => {
  const typist = await sitDown(host);
  // The shell's exit may be known a moment before the kernel has told its foreground program.
  const sleepers = (status: number) =>
    vi.waitFor(async () => {
      const script = 'pgrep -fx "sleep 4242"';
      expect((await host.run({ script, container: null, timeoutMs: 5000 })).exit).toBe(status);
    }, 10_000);
  typist.type('sleep 4242\n');
  await sleepers(0);
  typist.terminal.hangUp();
  expect(await typist.terminal.exit).toBe(129);
  await sleepers(1);
});

test('TERM is kept where the host knows it', async () => {
  const known = await sitDown(host, { term: 'vt100' });
  expect(await ask(known, 'echo $TERM')).toBe('vt100\n');
  const unknown = await sitDown(host, { term: 'xterm-of-tomorrow' });
  expect(await ask(unknown, 'echo $TERM')).toBe('xterm-256color\n');
});

test('a host that breaks ends its terminals with the reason', async () => {
  const breaking = openLocalHost({ name: 'breaking' });
  const typist = await sitDown(breaking);
  typist.type('kill -KILL $PPID\n');
  await expect(typist.terminal.exit).rejects.toBeInstanceOf(HostBroken);
  await breaking.dispose();
});
