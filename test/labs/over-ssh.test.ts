import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from '../../runner/hosts/quote.ts';
import { callLab, program, reportsOf } from '../helpers/call-lab.ts';
import { noMachines } from '../helpers/machines.ts';
import { noSshd } from '../helpers/sshd.ts';

const hangMs = 20 * 60_000;
const lab = join('labs', '01-lxc-basics.md');
const missing = noMachines ?? noSshd;

/**
 * A machine as a learner would have it, prepared with what the lab asks for, that is reached by OpenSSH at both ends. No
 * network leads to it: ssh speaks to an `sshd -i` through `lab shell`.
 */
describe.skipIf(missing !== null)(`lab 01 over SSH${missing === null ? '' : ` (${missing})`}`, () => {
  let folder: string;
  let env: Record<string, string>;
  let inventory: string;
  beforeAll(async () => {
    // Short: sockets lie in it (unix(7)).
    folder = mkdtempSync('/tmp/up-');
    env = { XDG_RUNTIME_DIR: folder };
    const prepared = join('test', 'fixtures', 'machine', 'prepared.md');
    const up = await callLab(['up', prepared, '--at', 'a-server', '--yes'], { env });
    expect(up).toMatchObject({ exitCode: 0 });
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'key')]);
    const key = readFileSync(join(folder, 'key.pub'), 'utf8');
    const input = `cat > /root/.ssh/authorized_keys <<'END'\n${key}END\ncat /etc/ssh/ssh_host_ed25519_key.pub`;
    const { stdout } = await callLab(['shell', 'host1'], { env, input });
    const known = join(folder, 'known_hosts');
    writeFileSync(known, `prepared ${stdout.split(' ').slice(0, 2).join(' ')}\n`);
    inventory = join(folder, 'rack.yaml');
    writeFileSync(
      inventory,
      // JSON is YAML.
      JSON.stringify({
        hosts: { host1: { ssh: 'root@prepared', slowness: 8 } },
        options: {
          ProxyCommand: join(folder, 'proxy'),
          IdentityFile: join(folder, 'key'),
          IdentitiesOnly: 'yes',
          UserKnownHostsFile: known,
          GlobalKnownHostsFile: '/dev/null',
        },
      }),
    );
    const shell = commandLine(['env', `XDG_RUNTIME_DIR=${folder}`, 'node', program, 'shell', 'host1']);
    // The first line is the script that lab shell runs; what follows is its input, ssh's own bytes.
    writeFileSync(
      join(folder, 'proxy'),
      `#!/bin/sh\n{ echo 'exec /usr/sbin/sshd -i'; exec cat; } | ${shell}\n`,
      { mode: 0o755 },
    );
  }, hangMs);
  afterAll(async () => {
    await callLab(['down', '--all'], { env });
    rmSync(folder, { recursive: true });
  }, hangMs);

  const onHost = async (script: string) => (await callLab(['shell', 'host1'], { env, input: script })).stdout;

  test('passes on a prepared machine, and leaves nothing of ours there', { timeout: hangMs }, async () => {
    // What the lab's own blocks write into /root stays.
    const before = await onHost('ls -A /tmp /var/tmp');
    const args = ['run', lab, '--inventory', inventory, '--yes', '--reporter', 'json'];
    const ended = await callLab(args, { env });
    const [report] = reportsOf(ended);
    if (!report) throw new Error(`No report: ${ended.stderr}`);
    const items = report.steps.flatMap(({ blocks, checks }) => [...blocks, ...checks]);
    expect(items.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(items.length).toBeGreaterThan(80);
    expect({ verdict: report.verdict, engine: report.engine }).toEqual({ verdict: 'passed', engine: null });
    expect(ended.exitCode).toBe(0);
    expect(await onHost('ls -A /tmp /var/tmp')).toBe(before);
    // The package's own sshd listens, and serves nobody.
    await expect.poll(() => onHost('pgrep -fc "^sshd: root"'), { timeout: 60_000 }).toBe('0\n');
  });

  test('verifies there as it does here', { timeout: hangMs }, async () => {
    const args = ['verify', lab, '--inventory', inventory, '--reporter', 'json'];
    const [report] = reportsOf(await callLab(args, { env }));
    expect(report).toMatchObject({ verdict: 'passed', firstWrong: null });
  });

  test('is broken, not the learner’s, when the machine reboots in the middle', { timeout: hangMs }, async () => {
    const path = join(folder, 'reboot.md');
    writeFileSync(path, '---\ntitle: Reboot\n---\n\n## Step\n\n```sh timeout=5m\nreboot -f & sleep 200\n```\n');
    const startedMs = performance.now();
    const ended = await callLab(['run', path, '--inventory', inventory, '--yes', '--reporter', 'json'], { env });
    expect(reportsOf(ended)).toMatchObject([{ verdict: 'broken', broken: { host: 'host1' } }]);
    expect(ended.exitCode).toBe(3);
    expect(performance.now() - startedMs).toBeLessThan(120_000);
  });
});
