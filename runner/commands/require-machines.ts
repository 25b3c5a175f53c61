import { execa } from 'execa';
import { readOsRelease } from '../hosts/vm/os-release.ts';
import { type Requirement, requirements } from '../hosts/vm/requirements.ts';
import { askYesNo } from './ask.ts';
import { MissingRequirements } from '../missing-requirements.ts';

/**
 * Sees to it that virtual machines can be built and run here: installs what is missing, after one question that `yes`
 * or CI=true answers. Throws MissingRequirements, with what to do, where that can't be.
 */
export async function requireMachines({ yes }: { yes: boolean }): Promise<void> {
  const missing = (await requirements()).filter(({ present }) => !present);
  if (missing.length === 0) return;
  const { isDebian, name } = await readOsRelease();
  const commands = mendingCommands(missing);
  const list = missing.map(describe).join('\n');
  if (!isDebian) {
    throw new MissingRequirements(
      `Virtual machines are built from Debian packages, and this is ${name}.\n` +
        `Missing:\n${list}\nUse a Debian machine or container (with /dev/kvm passed in, if there is one).`,
    );
  }
  process.stderr.write(`lab: Virtual machines need what this machine lacks:\n${list}\n`);
  const agreed =
    yes || process.env['CI'] === 'true' || (await askYesNo(`Run as root: ${commands.join(' && ')}?`));
  if (!agreed) {
    throw new MissingRequirements(`Run this, then start again:\n  ${commands.join(' &&\n  ')}`);
  }
  for (const command of commands) await runAsRoot(command);
  const still = (await requirements()).filter(({ present }) => !present);
  if (still.length > 0) throw new MissingRequirements(`Still missing:\n${still.map(describe).join('\n')}`);
}

export function describe(requirement: Requirement): string {
  return requirement.package === null
    ? `  ${requirement.why}`
    : `  ${requirement.package}: ${requirement.why}`;
}

/** The commands that bring what is missing, `sudo` in front where that is needed. */
export function mendingCommands(missing: readonly Requirement[]): string[] {
  const packages = [...new Set(missing.flatMap((each) => each.package ?? []))];
  const commands = [
    ...(packages.length > 0
      ? ['apt-get update', `apt-get install -y --no-install-recommends ${packages.join(' ')}`]
      : []),
    ...missing.flatMap(({ command }) => command ?? []),
  ];
  return process.getuid?.() === 0 ? commands : commands.map((command) => `sudo ${command}`);
}

async function runAsRoot(command: string): Promise<void> {
  process.stderr.write(`lab: ${command}\n`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // What apt says goes to standard error: standard output is the report's.
  const { exitCode } = await execa({
    shell: true,
    stdin: 'inherit',
    stdout: process.stderr,
    stderr: 'inherit',
    env,
    reject: false,
  })(command);
  if (exitCode !== 0) {
    throw new MissingRequirements(
      `\`${command}\` ended with status ${exitCode ?? 'unknown'}; mend that and start again`,
    );
  }
}
