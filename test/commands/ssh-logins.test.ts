import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer } from '../helpers/answer.ts';
import { callLab, reportsOf } from '../helpers/call-lab.ts';
import { findProgram } from '../helpers/find-program.ts';
import { writeInventory } from '../helpers/inventory.ts';
import { noOtherMachine, noSshd, startSshd, type Sshd } from '../helpers/sshd.ts';
import { sh, writeLab } from '../helpers/write-lab.ts';

let folder: string;
let lab: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
  lab = writeLab({ folder, name: 'login', body: sh('true') });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.skipIf(noOtherMachine)(`a password${noOtherMachine ? ` (${noOtherMachine})` : ''}`, () => {
  let sshd: Sshd;
  let args: readonly string[];
  beforeAll(async () => {
    const hash = execFileSync('perl', ['-e', 'print crypt "open sesame", q($6$salt$)'], { encoding: 'utf8' });
    const shadow = join(folder, 'shadow');
    writeFileSync(shadow, `root:${hash}:19000:0:99999:7:::\n`);
    // Of a keyword that sshd finds twice the first counts, unless the second matches.
    sshd = await startSshd(['Match all', 'PasswordAuthentication yes'], { shadow });
    args = [
      'run',
      lab,
      '--inventory',
      writeInventory(sshd, { PreferredAuthentications: 'password' }),
      '--yes',
    ];
  });
  afterAll(() => sshd.stop());
  const asked = "root@127.0.0.1's password:";

  test('is asked for on the terminal, again where it was wrong, and never shown', async () => {
    const { exitCode, stdout } = await answer(args, [
      [asked, 'not this\n'],
      [asked, 'open sesame\n'],
    ]);
    expect(stdout).toMatch(/passed +login · 1 step/);
    expect(stdout).not.toMatch(/not this|open sesame/);
    expect(exitCode).toBe(0);
    await expect.poll(() => sshd.serving()).toEqual([]);
  });

  test('that is wrong to the end makes the run broken, with what mends it', async () => {
    const wrong = [asked, 'not this\n'] as const;
    const { exitCode, stdout } = await answer(args, [wrong, wrong, wrong]);
    expect(stdout).toContain('it did not let root in; it takes publickey, password');
    expect(stdout).toContain('ssh-copy-id');
    expect(exitCode).toBe(3);
  });

  test('is asked for by nobody where there is no terminal', async () => {
    const ended = await callLab([...args, '--reporter', 'json']);
    expect(reportsOf(ended)).toMatchObject([{ verdict: 'broken', broken: { host: 'host1' } }]);
    expect(ended.exitCode).toBe(3);
  });
});

describe.skipIf(noSshd)(`an ssh agent${noSshd ? ` (${noSshd})` : ''}`, () => {
  test('that has the key, which no file has, lets us in; without it nobody does', async () => {
    const sshd = await startSshd();
    const socket = join(sshd.folder, 'agent');
    const agent = execa('ssh-agent', ['-D', '-a', socket], { reject: false });
    try {
      const env = { SSH_AUTH_SOCK: socket };
      const key = join(sshd.folder, 'key');
      await expect
        .poll(() => execa('ssh-add', ['-q', key], { env, reject: false }))
        .toMatchObject({ exitCode: 0 });
      rmSync(key);
      const inventory = writeInventory(sshd, { IdentitiesOnly: 'no' });
      const run = () =>
        callLab(['run', lab, '--inventory', inventory, '--yes', '--reporter', 'json'], { env });
      expect(reportsOf(await run())).toMatchObject([{ verdict: 'passed' }]);
      await execa('ssh-add', ['-q', '-D'], { env });
      expect(reportsOf(await run())).toMatchObject([{ verdict: 'broken', broken: { host: 'host1' } }]);
    } finally {
      agent.kill();
      await agent;
      await sshd.stop();
    }
  });
});

describe.skipIf(noSshd)(`a jump host${noSshd ? ` (${noSshd})` : ''}`, () => {
  let sshd: Sshd;
  let jump: Sshd;
  beforeAll(async () => {
    [sshd, jump] = await Promise.all([startSshd(), startSshd()]);
  });
  afterAll(() => Promise.all([sshd.stop(), jump.stop()]));

  /** An ssh that reads this configuration in the place of the user's; the environment in which lab finds it. */
  function withConfig(lines: readonly string[]): Record<string, string> {
    const config = join(folder, 'config');
    writeFileSync(config, [...lines, ''].join('\n'));
    const script = `#!/bin/sh\nexec ${findProgram('ssh') ?? 'ssh'} -F ${config} "$@"\n`;
    writeFileSync(join(folder, 'ssh'), script, { mode: 0o755 });
    return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  }
  const ofJump = () => [
    'Host jump',
    '  HostName 127.0.0.1',
    `  Port ${jump.port}`,
    ...Object.entries(jump.options).map(([name, value]) => `  ${name} ${value}`),
  ];
  const run = (env: Record<string, string>) => {
    const inventory = writeInventory(sshd, { ProxyJump: 'jump' });
    return callLab(['run', lab, '--inventory', inventory, '--yes', '--reporter', 'json'], { env });
  };

  test('is passed, and left when the run is over', async () => {
    const ended = await run(withConfig(ofJump()));
    expect(reportsOf(ended)).toMatchObject([{ verdict: 'passed' }]);
    await expect.poll(() => [...sshd.serving(), ...jump.serving()]).toEqual([]);
  });

  test('that is not known makes the run broken', async () => {
    const env = withConfig(
      ofJump().map((line) => line.replace(/(?<=^ {2}UserKnownHostsFile ).*/, '/dev/null')),
    );
    const ended = await run(env);
    expect(reportsOf(ended)).toMatchObject([{ verdict: 'broken', broken: { host: 'host1' } }]);
    expect(reportsOf(ended)[0]?.broken?.message).toContain('or of a machine on the way, is not known');
    await expect.poll(() => [...sshd.serving(), ...jump.serving()]).toEqual([]);
  });
});
