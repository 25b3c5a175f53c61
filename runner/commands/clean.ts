import { sizeOfCheckpoints } from '../checkpoints/index.ts';
import { sweepFailures } from '../evidence/index.ts';
import { sweepCache, sweepDead } from '../hosts/vm/sweep.ts';
import type { Command } from './command.ts';

export const clean: Command = {
  usage: 'clean',
  summary: 'Sweeps what dead runs left; never touches a lab that is up.',
  details: ['Images, mirrors and checkpoints are kept for the next run, unless --all is given.'],
  options: {
    all: {
      type: 'boolean',
      help: 'also checkpoints, images, package mirrors and downloads (the next run builds anew), and what failed runs left to look at',
    },
  },
  examples: ['lab clean', 'lab clean --all'],
  run: async ({ values }) => {
    const all = values['all'] === true;
    const { dead, alive } = await sweepDead();
    const freedMiB = all ? await sweepCache() : 0;
    const checkpointsMiB = await sizeOfCheckpoints();
    const failures = all ? await sweepFailures() : 0;
    const lines = [
      dead === 0 ? 'No dead run left anything.' : `Swept ${dead} dead ${dead === 1 ? 'run' : 'runs'}.`,
      ...(alive > 0
        ? [`Left ${alive} ${alive === 1 ? 'run' : 'runs'} alone that ${alive === 1 ? 'is' : 'are'} alive.`]
        : []),
      ...(freedMiB === null
        ? ['Left checkpoints, images and mirrors alone: a run uses or builds them.']
        : []),
      ...(freedMiB ? [`Removed ${freedMiB} MiB of checkpoints, images, mirrors and downloads.`] : []),
      ...(checkpointsMiB > 0
        ? [`Checkpoints take ${checkpointsMiB} MiB${all ? '' : '; --all removes them'}.`]
        : []),
      ...(failures > 0
        ? [`Removed the evidence of ${failures} failed ${failures === 1 ? 'run' : 'runs'}.`]
        : []),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
};
