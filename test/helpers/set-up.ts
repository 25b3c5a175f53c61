import { execa } from 'execa';
import { packageRoot } from '../../runner/package-root.ts';
import { requireMachines } from '../../runner/commands/require-machines.ts';
import { MissingRequirements } from '../../runner/commands/missing-requirements.ts';

/** Compiles the program, which some tests start as a user would, and sees to what virtual machines need. */
export default async function setUp(): Promise<void> {
  await execa('node', ['build.js'], { cwd: packageRoot });
  try {
    await requireMachines({ yes: false });
  } catch (error) {
    if (!(error instanceof MissingRequirements) || process.env['CI'] === 'true') throw error;
    process.stderr.write(`${error.message}\nTests that need virtual machines are skipped.\n`);
  }
}
