import { sweep } from '../hosts/vm/sweep.ts';
import type { Command } from './command.ts';

export const clean: Command = {
  usage: 'clean',
  summary: 'Sweeps what dead runs left; never touches a lab that is up.',
  options: {
    all: { type: 'boolean', help: 'also images, package mirrors and downloads: the next run builds anew' },
  },
  examples: ['lab clean', 'lab clean --all'],
  run: async ({ values }) => {
    const { dead, alive, freedMiB } = await sweep({ all: values['all'] === true });
    const lines = [
      dead === 0 ? 'No dead run left anything.' : `Swept ${dead} dead ${dead === 1 ? 'run' : 'runs'}.`,
      ...(freedMiB > 0 ? [`Removed ${freedMiB} MiB of images, mirrors and downloads.`] : []),
      ...(alive > 0
        ? [
            `Left ${alive} ${alive === 1 ? 'run' : 'runs'} alone that ${alive === 1 ? 'is' : 'are'} alive${values['all'] === true ? ', and the images they use' : ''}.`,
          ]
        : []),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
};
