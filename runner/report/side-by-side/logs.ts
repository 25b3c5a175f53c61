import { neutralizeCommands } from '../neutralize-commands.ts';
import type { Reporter, ReporterOptions, ReportStream } from '../reporter-options.ts';
import { describeWaiting, plainLine, showDuration, textLine } from '../text/index.ts';
import type { RunsReporter } from './runs-reporter.ts';

/**
 * For logs: when a run begins, waits or ends a step, a line with its name at once; when it is over, all that its log
 * would be if it had run alone, in one piece.
 */
export function createLogs({
  stream,
  createLog,
}: Pick<ReporterOptions, 'stream'> & { createLog: (stream: ReportStream) => Reporter }): RunsReporter {
  const ofNoRun = createLog(stream);
  return {
    ...ofNoRun,
    follow: ({ name }) => {
      let text = '';
      const log = createLog({ write: (chunk) => (text += chunk) });
      const say = (words: string) => {
        stream.write(`${neutralizeCommands(plainLine(textLine(`[${name}] ${words}`)))}\n`);
      };
      let isBegun = false;
      let isTold = false;
      const tell = (words: string) => {
        log.close();
        say(words);
        stream.write(`${text}\n`);
        isTold = true;
      };
      return {
        handle: (event) => {
          if (isTold) return;
          if (event.event === 'waiting') {
            say(`waits for ${describeWaiting(event)}`);
            return;
          }
          if (!isBegun) say('begins');
          isBegun = true;
          log.handle(event);
          if (event.event === 'step-end')
            say(`step ${event.step}: ${event.verdict}, ${showDuration(event.durationMs)}`);
          if (event.event === 'report')
            tell(`${event.verdict ?? 'wrong'} in ${showDuration(event.durationMs)}:`);
          if (event.event === 'aborted') tell('stopped:');
        },
        close: () => {
          if (isBegun && !isTold) tell('stopped:');
        },
      };
    },
  };
}
