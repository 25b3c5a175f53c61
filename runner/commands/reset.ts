import type { Lab } from '../document/lab.ts';
import { endUp } from '../hosts/up/index.ts';
import { createReporter } from '../report/reporter.ts';
import { bringUp } from './bring-up.ts';
import { keepsCheckpoints } from './engine-option.ts';
import { chooseUp, upLabOption } from './choose-up.ts';
import type { Command } from './command.ts';
import { findStep } from './find-step.ts';
import { labBefore } from './lab-before.ts';
import { outputOptions } from './output-options.ts';
import { readDocuments } from './read-documents.ts';
import { rejectDocuments } from './reject-documents.ts';
import { readReporter, reporterOption } from './reporter-option.ts';

export const reset: Command = {
  usage: 'reset [STEP]',
  summary:
    'Sets the hosts of the lab that is up back to where they were after a step; without STEP, as they came up, or before what failed.',
  details: [
    'What was done since is gone. Where there is no checkpoint of the step, what leads to it runs anew.',
  ],
  options: {
    lab: upLabOption,
    reporter: reporterOption,
  },
  examples: ['lab reset', 'lab reset containers'],
  run: async (call) => {
    const { positionals, values } = call;
    const up = await chooseUp(typeof values['lab'] === 'string' ? values['lab'] : undefined);
    const documents = await readDocuments([up.document]);
    const reporter = createReporter({ kind: readReporter(call), ...outputOptions() });
    try {
      const [document] = documents;
      if (!document?.lab) return rejectDocuments(documents, reporter);
      const { problems } = document;
      const [step] = positionals;
      const failed = step === undefined ? up.failed : null;
      const lab = failed ? labBefore(document.lab, failed) : document.lab;
      const last = failed ? lab.steps.length - 1 : indexOf(lab, step ?? up.step);
      const steps = lab.steps.slice(0, last + 1);
      await endUp(up);
      // Hosts that came up without checkpoints go back to a step on an engine that has them.
      const engine = (await keepsCheckpoints(up.engine)) ? up.engine : 'auto';
      return await bringUp({ lab, problems, steps, failed, isFresh: false, engine, reporter });
    } finally {
      reporter.close();
    }
  },
};

const indexOf = (lab: Lab, step: string | null): number => (step === null ? -1 : findStep(lab, step));
