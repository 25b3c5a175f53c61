import { combineReporters } from '../combine.ts';
import { createPlainReporter } from '../plain.ts';
import type { Reporter, ReporterOptions } from '../reporter-options.ts';
import { createAnnotator } from './annotator.ts';
import { workflowCommand } from './command.ts';

/** For GitHub Actions: the plain log with a group for each step, annotations, and a summary of the job. */
export function createGithubReporter(options: ReporterOptions): Reporter {
  return combineReporters([createGroupedLog(options), createAnnotator(options)]);
}

/** The plain log, with a group for each step. */
export function createGroupedLog(options: Pick<ReporterOptions, 'stream' | 'runAgain'>): Reporter {
  const { stream } = options;
  const log = createPlainReporter(options);
  let isOpen = false;
  const endGroup = () => {
    if (isOpen) stream.write(`${workflowCommand('endgroup')}\n`);
    isOpen = false;
  };
  return {
    handle(event) {
      // Not every step comes to its end, and groups do not nest.
      if (event.event === 'step-start' || event.event === 'report') endGroup();
      if (event.event === 'step-start') {
        stream.write(`${workflowCommand('group', { message: event.title })}\n`);
        isOpen = true;
      }
      log.handle(event);
      if (event.event === 'step-end' || event.event === 'aborted') endGroup();
    },
    close() {
      endGroup();
      log.close();
    },
  };
}
