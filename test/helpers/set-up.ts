import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../runner/package-root.ts';
import { findProgram } from './find-program.ts';
import { requireMachines } from '../../runner/commands/require-machines.ts';
import { MissingRequirements } from '../../runner/missing-requirements.ts';

/**
 * Compiles the program, which some tests start as a user would, and sees to what virtual machines need. What failing
 * labs leave goes into a folder of the tests' own. Gives back what undoes that.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  const state = await mkdtemp(join(tmpdir(), 'lab-test-state-'));
  process.env['XDG_STATE_HOME'] = state;
  await execa('node', ['build.js'], { cwd: packageRoot });
  if (process.env['CI'] === 'true') await installPeers();
  try {
    await requireMachines({ yes: false });
  } catch (error) {
    if (!(error instanceof MissingRequirements) || process.env['CI'] === 'true') throw error;
    process.stderr.write(`${error.message}\nTests that need virtual machines are skipped.\n`);
  }
  return () => rm(state, { recursive: true, force: true });
}

/** Programs that some tests need besides, and the Debian packages that bring them. In CI no test is skipped. */
const peers = {
  // What checks are held against: real containers and packet filters of this machine.
  'lxc-start': 'lxc',
  'iptables-legacy': 'iptables',
  // What `lab lint` asks where it is there.
  shellcheck: 'shellcheck',
  // The `ssh` target, and what it meets on other machines.
  ssh: 'openssh-client',
  sshd: 'openssh-server',
  sudo: 'sudo',
  fish: 'fish',
  tcsh: 'tcsh',
  zsh: 'zsh',
  // Readers of the manual page.
  groff: 'groff',
  mandoc: 'mandoc',
  // Those for whom some reports are.
  prove: 'perl',
  xmllint: 'libxml2-utils',
  // What people look at pages with.
  chromium: 'chromium',
};

async function installPeers(): Promise<void> {
  const missing = Object.entries(peers).flatMap(([tool, name]) => (findProgram(tool) === null ? [name] : []));
  if (missing.length === 0) return;
  await execa('apt-get', ['install', '-y', '--no-install-recommends', ...missing], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
}
