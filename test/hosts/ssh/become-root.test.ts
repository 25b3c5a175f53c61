import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HostBroken } from '../../../runner/hosts/host.ts';
import { quote } from '../../../runner/hosts/quote.ts';
import { connectSshHosts } from '../../../runner/hosts/ssh/index.ts';
import { findProgram } from '../../helpers/find-program.ts';
import { noOtherMachine, startSshd } from '../../helpers/sshd.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const asRoot = 'sh -c "$SSH_ORIGINAL_COMMAND"';
const asNobody = `setpriv --reuid 65534 --regid 65534 --clear-groups ${asRoot}`;

/** Mounted over a program, it is there no more. */
const without = (program: string) => `mount --bind /dev/null ${findProgram(program) ?? program}`;

/** Real sudo, by rules of ours. */
function withSudoers(rules: string): string {
  const file = join(folder, 'sudoers');
  writeFileSync(file, `Defaults env_reset, use_pty\n${rules}\n`);
  chmodSync(file, 0o440);
  return `mount --bind ${file} /etc/sudoers`;
}

/** What a host says of whom it has become, or why it can't be had. Logins run `commands` in a mount namespace. */
async function logInWhere(...commands: readonly string[]): Promise<string> {
  const sshd = await startSshd([`ForceCommand unshare --mount sh -c ${quote(commands.join('; '))}`]);
  const targets = new Map([['host1', sshd.target]]);
  const hosts = await connectSshHosts({ targets, say: null, signal: new AbortController().signal });
  try {
    const host = await hosts.open('host1');
    const script = 'echo "$(id -u) $HOME $USER ${SUDO_USER-}"; command -v bash';
    const { stdout } = await host.run({ script, container: null, timeoutMs: 5000 });
    return stdout.toString();
  } catch (error) {
    if (!(error instanceof HostBroken)) throw error;
    return error.message;
  } finally {
    await hosts.dispose();
    // All of it has gone, sudo and what it started too.
    await expect.poll(() => sshd.serving()).toEqual([]);
    await sshd.stop();
  }
}

describe.skipIf(noOtherMachine)(`a login${noOtherMachine ? ` (${noOtherMachine})` : ''}`, () => {
  test('with a sudo that asks for no password is root, as if root had logged in', async () => {
    const said = await logInWhere(withSudoers('nobody ALL=(ALL) NOPASSWD: ALL'), asNobody);
    expect(said).toBe('0 /root root \n/usr/bin/bash\n');
  });

  test('with greetings before everything is understood', async () => {
    expect(await logInWhere('echo Welcome; printf LAB-START; yes | head -100000', asRoot)).toMatch(
      /^0 \/root/,
    );
  });

  test.each([
    ['whose sudo wants a password', 'nobody ALL=(ALL) ALL'],
    ['that sudo does not know', 'somebody ALL=(ALL) NOPASSWD: ALL'],
    ['that may do something else', 'nobody ALL=(ALL) NOPASSWD: /bin/date'],
  ])('%s', async (_, rules) => {
    expect(await logInWhere(withSudoers(rules), asNobody)).toMatch(
      /: sudo does not make \w+ root without a password\nLog in as root, or .*NOPASSWD: ALL/,
    );
  });

  test.each([
    ['no sudo', 'sudo', asNobody, /: \w+ is not root there, and there is no sudo\nLog in as root/],
    ['no bash', 'bash', asRoot, /: it has no bash\nInstall it there/],
    ['no perl', 'perl', asRoot, /: it has no perl, .*\nInstall it there/],
  ])('on a machine with %s', async (_, program, as, says) => {
    expect(await logInWhere(without(program), as)).toMatch(says);
  });

  test('that runs nothing of ours', async () => {
    expect(await logInWhere('echo This account is closed. >&2; exit 1')).toMatch(
      /the login ended before the agent ran there\nTry it by hand: `ssh /,
    );
  });
});
