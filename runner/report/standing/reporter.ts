import type { RunEvent } from '../../execute/events.ts';
import { createJsonReporter } from '../json.ts';
import { neutralizeCommands } from '../neutralize-commands.ts';
import { createPrettyReporter } from '../pretty/index.ts';
import type { ReporterOptions } from '../reporter-options.ts';
import type { ReporterKind } from '../reporter.ts';
import type { Report } from '../report.ts';
import { describeProblems, renderLine, type Line } from '../text/index.ts';
import { describeStanding, type StandingView } from './describe.ts';

/** Shows a judgement: that it is being made, then what came of it. */
export interface StandingReporter {
  handle(event: RunEvent): void;
  show(view: StandingView): void;
  /** Shows what is wrong with a document: nothing was judged. */
  reject(report: Report): void;
  /** Gives the terminal back as it was. */
  close(): void;
}

type Options = Omit<ReporterOptions, 'runAgain'>;

const kinds: Readonly<Record<ReporterKind, (options: Options) => StandingReporter>> = {
  json({ stream }) {
    const reporter = createJsonReporter({ stream });
    const reject = (report: Report) => {
      reporter.handle({ event: 'report', ...report });
    };
    return {
      ...reporter,
      show: ({ report }) => {
        reject(report);
      },
      reject,
    };
  },
  plain: (options) =>
    createTextReporter({ ...options, stream: { write: (text) => options.stream.write(text) }, color: false }),
  pretty: createTextReporter,
};

export function createStandingReporter({
  kind,
  ...options
}: Options & { kind: ReporterKind }): StandingReporter {
  return kinds[kind](options);
}

/** On a terminal it moves while checks are asked; what stays is the judgement. */
function createTextReporter(options: Options): StandingReporter {
  const { stream, color } = options;
  const moving = createPrettyReporter({ ...options, runAgain: () => '' });
  const write = (lines: readonly Line[]) => {
    moving.close();
    for (const line of lines) {
      const columns = line.right ? (stream.columns ?? 80) - 1 : Infinity;
      stream.write(`${neutralizeCommands(renderLine(line, { columns, color }).trimEnd())}\n`);
    }
  };
  return {
    handle(event) {
      if (event.event === 'progress' && stream.isTTY && !event.done) moving.handle(event);
    },
    show: (view) => {
      write(describeStanding(view));
    },
    reject: (report) => {
      write(describeProblems(report));
    },
    close: () => {
      moving.close();
    },
  };
}
