import type { Lab } from '../document/lab.ts';
import { createReporter } from '../report/reporter.ts';
import { bringUp } from './bring-up.ts';
import { findUp } from './choose-up.ts';
import type { Command } from './command.ts';
import { engineOption, readEngine, readSavingEngine } from './engine-option.ts';
import { findStep } from './find-step.ts';
import { outputOptions } from './output-options.ts';
import { readDocuments } from './read-documents.ts';
import { rejectDocuments } from './reject-documents.ts';
import { readReporter, reporterOption } from './reporter-option.ts';
import { requireMachines } from './require-machines.ts';
import { UsageError } from './usage-error.ts';

export const up: Command = {
  usage: 'up LAB',
  summary: 'Brings the hosts of a lab up, ready for typing, and returns.',
  details: [
    'The hosts stay up until `lab down`. Where there is a checkpoint of the step, they are there in seconds; else what leads to it runs first.',
  ],
  options: {
    at: {
      type: 'string',
      takes: 'STEP',
      help: 'as they are after this step; without it, as before the first',
    },
    engine: engineOption,
    fresh: { type: 'boolean', help: 'boot and run every step, even where a checkpoint is there' },
    reporter: reporterOption,
    yes: { type: 'boolean', short: 'y', help: 'do not ask before installing packages' },
  },
  examples: [
    'lab up 01-lxc-basics',
    'lab up 01-lxc-basics --fresh --yes',
    'lab up 02-ipvs-iptables --at balance',
  ],
  run: async (call) => {
    const { positionals, values } = call;
    const documents = await readDocuments(positionals);
    const isFresh = values['fresh'] === true;
    const engine =
      values['at'] === undefined || isFresh ? readEngine(call) : await readSavingEngine(call, 'up --at');
    const reporter = createReporter({ kind: readReporter(call), ...outputOptions() });
    try {
      const [document] = documents;
      if (!document?.lab) return rejectDocuments(documents, reporter);
      const { lab, problems } = document;
      const at = typeof values['at'] === 'string' ? findStep(lab, values['at']) : -1;
      await requireNotUp(lab);
      await requireMachines({ yes: values['yes'] === true });
      const steps = lab.steps.slice(0, at + 1);
      return await bringUp({ lab, problems, steps, isFresh, engine, reporter });
    } finally {
      reporter.close();
    }
  },
};

async function requireNotUp({ id }: Lab): Promise<void> {
  if (!(await findUp(id))) return;
  throw new UsageError(`${id} is up already\nGo on there with \`lab shell\`, or end it with: lab down ${id}`);
}
