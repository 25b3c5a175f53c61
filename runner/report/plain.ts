import type { RunEvent } from '../execute/events.ts';
import { firstUnpassed } from './first-unpassed.ts';
import { neutralizeCommands } from './neutralize-commands.ts';
import { createPlainContext, describePlainly } from './plain-lines.ts';
import type { Reporter, ReporterOptions } from './reporter-options.ts';
import { describeProblems, plainLine, summarize, type Line } from './text/index.ts';

/** For logs: one line for each thing that happened, whole, without colours, never taken back. */
export function createPlainReporter({
  stream,
  runAgain,
}: Pick<ReporterOptions, 'stream' | 'runAgain'>): Reporter {
  const context = createPlainContext();

  const conclude = (report: Extract<RunEvent, { event: 'report' }>): Line[] => {
    const again = runAgain({ document: report.document, step: firstUnpassed(report) });
    return [
      ...describeProblems(report),
      ...summarize(report, { slowness: context.slowness, runAgain: again }),
    ];
  };
  return {
    handle(event) {
      const lines = event.event === 'report' ? conclude(event) : describePlainly(event, context);
      for (const line of lines) stream.write(`${neutralizeCommands(plainLine(line).trimEnd())}\n`);
    },
    close: () => undefined,
  };
}
