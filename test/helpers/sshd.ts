import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { SshTarget } from '../../runner/hosts/target.ts';
import { findProgram } from './find-program.ts';

const program = findProgram('sshd');
const missing = ['ssh', 'sshd', 'ssh-keygen'].filter((name) => findProgram(name) === null);

/** Why tests with a real sshd can't run here; null where they can. In CI nothing is skipped. */
export const noSshd =
  missing.length === 0 || process.env['CI'] === 'true' ? null : `missing here: ${missing.join(', ')}`;

/** Why tests can't put another machine's programs before an sshd here; null where they can. */
export const noOtherMachine =
  noSshd ??
  (process.getuid?.() === 0 || process.env['CI'] === 'true'
    ? null
    : 'root alone mounts over files of a machine');

/** An sshd of our own on the loopback, with its own keys, that lets in whoever has `key`. */
export interface Sshd {
  readonly folder: string;
  readonly port: number;
  readonly destination: string;
  /** Options that tell ssh of its keys, and keep ours out. */
  readonly options: Record<string, string>;
  readonly target: SshTarget;
  /** Pids of the processes that serve a connection. */
  serving(): number[];
  stop(): Promise<void>;
}

/**
 * Starts an sshd; resolves once it listens. `config` are further lines of sshd_config(5). With `shadow`, a file, that is
 * what it finds in /etc/shadow, in a mount namespace of its own.
 */
export async function startSshd(
  config: readonly string[] = [],
  { shadow }: { shadow?: string } = {},
): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-sshd-'));
  for (const name of ['host-key', 'key'])
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)]);
  // Privilege separation wants this folder; a service would have made it.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const { port, child } = await listen(folder, { config, shadow });
  const known = join(folder, 'known_hosts');
  const hostKey = readFileSync(join(folder, 'host-key.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
  writeFileSync(known, `[127.0.0.1]:${port} ${hostKey}\n`);
  const destination = `ssh://${userInfo().username}@127.0.0.1:${port}`;
  const options = {
    IdentityFile: join(folder, 'key'),
    IdentitiesOnly: 'yes',
    UserKnownHostsFile: known,
    GlobalKnownHostsFile: '/dev/null',
    StrictHostKeyChecking: 'ask',
  };
  return {
    folder,
    port,
    destination,
    options,
    target: { kind: 'ssh', destination, options, slowness: 1 },
    serving: () => childrenOf(child.pid),
    stop: async () => {
      for (const pid of childrenOf(child.pid)) killIfThere(pid);
      child.kill('SIGKILL');
      await child;
      rmSync(folder, { recursive: true });
    },
  };
}

/** A port that is free now may be taken the next moment: then sshd ends, and another one is tried. */
async function listen(
  folder: string,
  { config, shadow }: { config: readonly string[]; shadow: string | undefined },
) {
  const mount = 'mount --bind "$1" /etc/shadow && shift && exec "$@"';
  const before = shadow === undefined ? [] : ['unshare', '--mount', 'sh', '-c', mount, 'sh', shadow];
  for (;;) {
    const port = await freePort();
    const file = join(folder, 'sshd_config');
    writeFileSync(file, [...settings(folder, port), ...config, ''].join('\n'));
    const [first, ...rest] = [...before, program ?? 'sshd', '-D', '-e', '-f', file];
    const child = execa(first, rest, { reject: false, stdin: 'ignore' });
    const listens = new Promise<boolean>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        if (chunk.includes('Server listening')) resolve(true);
      });
      child.stderr.on('end', () => {
        resolve(false);
      });
    });
    if (await listens) return { port, child };
    const { stderr } = await child;
    if (!stderr.includes('Address already in use')) throw new Error(`Cannot start sshd: ${stderr}`);
  }
}

const settings = (folder: string, port: number) => [
  `Port ${port}`,
  'ListenAddress 127.0.0.1',
  `HostKey ${join(folder, 'host-key')}`,
  'PidFile none',
  'UsePAM no',
  'StrictModes no',
  `AuthorizedKeysFile ${join(folder, 'key.pub')}`,
  'PermitRootLogin yes',
  'PasswordAuthentication no',
  'KbdInteractiveAuthentication no',
  // Tests connect several at once.
  'MaxStartups 100',
];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new TypeError('Expected a TCP address');
  return address.port;
}

function childrenOf(pid: number | undefined): number[] {
  const text = readFileSync(`/proc/${pid ?? 0}/task/${pid ?? 0}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
