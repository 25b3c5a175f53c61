import { findLab } from '../document/find.ts';
import { createReporter } from '../report/reporter.ts';
import type { Call, Command } from './command.ts';
import { createDevKeys } from './dev-keys.ts';
import { startDevLoop } from './dev-loop.ts';
import { engineOption, readSavingEngine } from './engine-option.ts';
import { interruptSignal } from './interrupted.ts';
import { outputOptions } from './output-options.ts';
import { readReporter, reporterOption } from './reporter-option.ts';
import { requireMachines } from './require-machines.ts';
import { UsageError } from './usage-error.ts';

export const dev: Command = {
  usage: 'dev LAB',
  summary: 'Follows a lab while you write it: at each save, a verdict from the first change on.',
  details: [
    'On a terminal, s opens a shell on a host as the run left it, r runs the step again, k keeps the hosts as a lab that is up, q quits.',
  ],
  options: {
    engine: engineOption,
    reporter: reporterOption,
    yes: { type: 'boolean', short: 'y', help: 'do not ask before installing packages' },
  },
  examples: ['lab dev 01-lxc-basics', 'lab dev my-lab.md --reporter plain'],
  run: async (call) => {
    const path = findLab({ name: oneName(call), cwd: process.cwd() });
    const kind = readReporter(call);
    const engine = await readSavingEngine(call, 'dev');
    await requireMachines({ yes: call.values['yes'] === true });
    const interrupt = interruptSignal();
    const { signal } = interrupt;
    const keys = kind === 'pretty' && process.stdin.isTTY ? createDevKeys({ engine, signal }) : null;
    try {
      const loop = startDevLoop({
        path,
        engine,
        signal,
        newReporter: () => createReporter({ kind, ...outputOptions() }),
        onState: (state) => {
          if (keys) keys.show(state);
          else if (state === 'idle') process.stderr.write(`lab: Waiting for a change of ${path}\n`);
        },
      });
      keys?.serve(loop);
      return await loop.ended;
    } finally {
      keys?.close();
      interrupt.release();
    }
  },
};

function oneName({ positionals }: Call): string {
  const [name] = positionals;
  if (name === undefined) throw new UsageError('Expected a lab: the one that you are writing');
  return name;
}
