import { createJsonReporter, jsonLine } from '../json.ts';
import type { ReporterOptions } from '../reporter-options.ts';
import type { RunsReporter } from './runs-reporter.ts';

/** Events as they happen, each with the run that it is of: its number in the order of the call, lab and repetition. */
export function createTaggedJsonReporter({ stream }: Pick<ReporterOptions, 'stream'>): RunsReporter {
  return {
    ...createJsonReporter({ stream }),
    follow: ({ number, lab, repetition }) => ({
      handle: ({ event, ...said }) => {
        stream.write(`${jsonLine({ event, run: number, lab, repetition, ...said })}\n`);
      },
      close: () => undefined,
    }),
  };
}
