import { createAnnotator } from '../github/annotator.ts';
import { createGroupedLog } from '../github/index.ts';
import { createPlainReporter } from '../plain.ts';
import type { ReporterKind } from '../reporter.ts';
import type { ReporterOptions } from '../reporter-options.ts';
import { createTapReporter } from '../tap/index.ts';
import { createBoardReporter } from './board.ts';
import { inOrder } from './in-order.ts';
import { createLogs } from './logs.ts';
import { combineRunsReporters, type RunsReporter } from './runs-reporter.ts';
import { createTaggedJsonReporter } from './tagged-json.ts';

const kinds: Readonly<Record<ReporterKind, (options: ReporterOptions) => RunsReporter>> = {
  github: (options) =>
    combineRunsReporters([
      createLogs({ ...options, createLog: (stream) => createGroupedLog({ ...options, stream }) }),
      createAnnotator(options),
    ]),
  json: createTaggedJsonReporter,
  plain: (options) =>
    createLogs({ ...options, createLog: (stream) => createPlainReporter({ ...options, stream }) }),
  pretty: createBoardReporter,
  tap: (options) => inOrder(createTapReporter(options)),
};

/** A reporter of runs that go on side by side. */
export function createSideBySideReporter({
  kind,
  ...options
}: ReporterOptions & { kind: ReporterKind }): RunsReporter {
  return kinds[kind](options);
}
