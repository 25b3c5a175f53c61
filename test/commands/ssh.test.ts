import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../runner/package-root.ts';
import { answer } from '../helpers/answer.ts';
import { callLab, reportsOf, startLab } from '../helpers/call-lab.ts';
import { writeInventory } from '../helpers/inventory.ts';
import { noSshd, startSshd, type Sshd } from '../helpers/sshd.ts';
import { stableReport } from '../helpers/stable-report.ts';
import { sh, writeLab } from '../helpers/write-lab.ts';

let sshd: Sshd;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
  if (!noSshd) sshd = await startSshd();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (!noSshd) await sshd.stop();
});

const json = ['--yes', '--reporter', 'json'];
const lab = (name: string, body: string) => writeLab({ folder, name, body });

/** A lab that says its shell's pid, and then goes on for long, with a process that ignores hang-ups beside it. */
const longLab = (name: string) =>
  lab(name, sh('trap \'\' HUP\nsleep 1001 &\necho "pids: $$ $! $PPID ."\nsleep 1000', 'timeout=5m'));

/** Starts the long lab; resolves with the pids of its host once it runs. */
async function startLong(name: string, inventory: string) {
  const call = startLab(['run', longLab(name), '--inventory', inventory, ...json]);
  const pids = await new Promise<string[]>((resolve) => {
    let text = '';
    call.child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const [, found] = /pids: ([\d ]+) \./.exec(text) ?? [];
      if (found !== undefined) resolve(found.split(' '));
    });
  });
  return { ...call, alive: () => pids.filter((pid) => existsSync(`/proc/${pid}`)) };
}

describe.skipIf(noSshd)(`a run over SSH${noSshd ? ` (${noSshd})` : ''}`, () => {
  test('gives the report that this machine gives', async () => {
    const fixture = 'test/fixtures/session/everything';
    const ended = await callLab(['run', `${fixture}.md`, '--inventory', writeInventory(sshd), ...json]);
    const [report] = reportsOf(ended);
    if (!report) throw new Error(`No report: ${ended.stderr}`);
    expect(stableReport(report)).toBe(readFileSync(join(packageRoot, `${fixture}.json`), 'utf8'));
    await expect.poll(() => sshd.serving()).toEqual([]);
  });

  test('and the next repetition take one login, and sessions of their own', async () => {
    const path = lab('again', sh('test -z "${seen-}"\nseen=yes\necho "agent $PPID"'));
    const args = ['run', path, '--inventory', writeInventory(sshd), ...json, '--repeat', '2'];
    const ended = await callLab(args);
    expect(reportsOf(ended).map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
    expect(new Set(ended.stdout.match(/agent \d+/g)).size).toBe(1);
  });

  test('is asked for first', async () => {
    const path = lab('unasked', sh(`touch ${folder}/touched`) + sh('true'));
    const { exitCode, stderr } = await callLab(['run', path, '--inventory', writeInventory(sshd)]);
    expect(stderr).toContain(`host1 is ${sshd.destination}: 2 blocks of 1 step as root`);
    expect(stderr).toContain('lab plan');
    expect(exitCode).toBe(2);
    expect(existsSync(`${folder}/touched`)).toBe(false);
  });

  test('is broken where the machine is not reached', async () => {
    const inventory = writeInventory(sshd, { UserKnownHostsFile: join(folder, 'none') });
    const ended = await callLab(['run', lab('unknown', sh('true')), '--inventory', inventory, ...json]);
    const [report] = reportsOf(ended);
    expect(report).toMatchObject({ verdict: 'broken', engine: null, broken: { host: 'host1' } });
    expect(report?.broken?.message).toMatch(
      /^Cannot reach host1 .* is not known\nConnect once in a terminal/,
    );
    expect(ended.exitCode).toBe(3);
  });

  test('is broken within seconds of a link that is cut', async () => {
    const { ended, alive } = await startLong('cut', writeInventory(sshd));
    const startedMs = performance.now();
    for (const pid of sshd.serving()) process.kill(pid, 'SIGKILL');
    const { exitCode, stdout } = await ended;
    expect(performance.now() - startedMs).toBeLessThan(5000);
    expect(reportsOf({ stdout })).toMatchObject([{ verdict: 'broken', broken: { host: 'host1' } }]);
    expect(exitCode).toBe(3);
    await expect.poll(alive, { timeout: 5000 }).toEqual([]);
  });
});

describe.skipIf(noSshd)('nothing is left behind on either side', () => {
  test.each(['SIGINT', 'SIGKILL'] as const)('after %s', async (signal) => {
    const { child, ended, alive, processes } = await startLong(`ended-by-${signal}`, writeInventory(sshd));
    child.kill(signal);
    await ended;
    await expect.poll(() => [...processes(), ...alive(), ...sshd.serving()], { timeout: 5000 }).toEqual([]);
  });
});

describe.skipIf(noSshd)('at a terminal ssh asks what it has to know', () => {
  test('a host key', async () => {
    const known = join(folder, 'asked');
    const inventory = writeInventory(sshd, { UserKnownHostsFile: known });
    const { exitCode, stdout } = await answer(
      ['run', lab('asked', sh('true')), '--inventory', inventory],
      [
        ['Go on? [y/N]', 'y\n'],
        ['Are you sure you want to continue connecting', 'yes\n'],
      ],
    );
    expect(stdout).toContain(`Logging in to host1 (${sshd.destination})`);
    expect(stdout).toMatch(/passed +asked · 1 step/);
    expect(exitCode).toBe(0);
    expect(readFileSync(known, 'utf8')).toContain('ed25519');
  });

  test('a passphrase', async () => {
    const { exitCode, stdout } = await answer(
      ['run', lab('locked', sh('true')), '--inventory', await lockedKey(), '--yes'],
      [['Enter passphrase for key', 'open sesame\n']],
    );
    expect(stdout).toMatch(/passed +locked · 1 step/);
    expect(exitCode).toBe(0);
  });

  test('and Ctrl-C for an answer leaves the terminal as it was', async () => {
    const { stdout } = await answer(
      ['run', lab('unanswered', sh('true')), '--inventory', await lockedKey(), '--yes'],
      [['Enter passphrase for key', '\u0003']],
      { then: '; echo "status $?"; stty -a' },
    );
    expect(stdout).toContain('status 130');
    expect(stdout).toMatch(/\becho\b/);
    expect(stdout).not.toMatch(/-echo\b/);
    await expect.poll(() => sshd.serving()).toEqual([]);
  });

  /** An inventory whose key ssh can't read without a passphrase. */
  async function lockedKey(): Promise<string> {
    const key = join(folder, 'locked');
    copyFileSync(join(sshd.folder, 'key'), key);
    await execa('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'open sesame', '-f', key]);
    return writeInventory(sshd, { IdentityFile: key });
  }
});
