import { execa } from 'execa';
import { packageRoot } from '../../runner/package-root.ts';
import { requireMachines } from '../../runner/commands/require-machines.ts';
import { MissingRequirements } from '../../runner/commands/missing-requirements.ts';

/** Compiles the program, which some tests start as a user would, and sees to what virtual machines need. */
export default async function setUp(): Promise<void> {
  await execa('node', ['build.js'], { cwd: packageRoot });
  if (process.env['CI'] === 'true') await installPeers();
  try {
    await requireMachines({ yes: false });
  } catch (error) {
    if (!(error instanceof MissingRequirements) || process.env['CI'] === 'true') throw error;
    process.stderr.write(`${error.message}\nTests that need virtual machines are skipped.\n`);
  }
}

/** What some tests hold our checks against: real containers and packet filters of this machine. In CI none is skipped. */
async function installPeers(): Promise<void> {
  const peers = { 'lxc-start': 'lxc', 'iptables-legacy': 'iptables' };
  const present = await Promise.all(
    Object.keys(peers).map(
      async (tool) => (await execa(tool, ['--version'], { reject: false })).exitCode === 0,
    ),
  );
  const missing = Object.values(peers).filter((_, index) => !present[index]);
  if (missing.length === 0) return;
  await execa('apt-get', ['install', '-y', '--no-install-recommends', ...missing], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  });
}
