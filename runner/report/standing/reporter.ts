import type { RunEvent } from '../../execute/events.ts';
import { createAnnotator } from '../github/annotator.ts';
import { neutralizeCommands } from '../neutralize-commands.ts';
import { createPrettyReporter } from '../pretty/index.ts';
import type { ReporterOptions } from '../reporter-options.ts';
import { createReporter, type Reporter, type ReporterKind } from '../reporter.ts';
import type { Report } from '../report.ts';
import { describeProblems, renderLine, type Line } from '../text/index.ts';
import { describeStanding, type StandingView } from './describe.ts';

/** Shows a judgement: that it is being made, then what came of it. */
export interface StandingReporter {
  readonly handle: (event: RunEvent) => void;
  show(view: StandingView): void;
  /** Shows what is wrong with a document: nothing was judged. */
  reject(report: Report): void;
  /** Gives the terminal back as it was. */
  close(): void;
}

type Options = Omit<ReporterOptions, 'runAgain'>;

export function createStandingReporter({
  kind,
  ...options
}: Options & { kind: ReporterKind }): StandingReporter {
  if (kind === 'json' || kind === 'tap') return asStanding(createReporter({ kind, ...options }));
  const text = createTextStandingReporter(kind === 'pretty' ? options : asLog(options));
  return kind === 'github' ? alsoStanding(text, createAnnotator(options)) : text;
}

/** A judgement is shown to a reporter of events as the report that it comes with. */
function asStanding(reporter: Reporter): StandingReporter {
  const reject = (report: Report) => {
    reporter.handle({ event: 'report', ...report });
  };
  return {
    handle: (event) => {
      reporter.handle(event);
    },
    close: () => {
      reporter.close();
    },
    reject,
    show: ({ report }) => {
      reject(report);
    },
  };
}

/** What the first one shows, and then a reporter of events. */
export function alsoStanding(first: StandingReporter, reporter: Reporter): StandingReporter {
  const second = asStanding(reporter);
  return {
    handle: (event) => {
      first.handle(event);
      second.handle(event);
    },
    close: () => {
      first.close();
      second.close();
    },
    reject: (report) => {
      first.reject(report);
      second.reject(report);
    },
    show: (view) => {
      first.show(view);
      second.show(view);
    },
  };
}

function createTextStandingReporter(options: Options): StandingReporter {
  const printer = createPrinter(options);
  return {
    ...printer,
    show: (view) => {
      printer.print(describeStanding(view));
    },
    reject: (report) => {
      printer.print(describeProblems(report));
    },
  };
}

/** Nothing moves in a log, and nothing has a colour. */
function asLog({ stream, ...options }: Options): Options {
  return { ...options, stream: { write: (text) => stream.write(text) }, color: false };
}

/** Shows on a terminal that checks are being asked, and prints what stays. */
export function createPrinter(options: Options) {
  const { stream, color } = options;
  const moving = createPrettyReporter({ ...options, runAgain: () => '' });
  const close = () => {
    moving.close();
  };
  return {
    handle: (event: RunEvent) => {
      if (event.event === 'progress' && stream.isTTY && !event.done) moving.handle(event);
    },
    print: (lines: readonly Line[]) => {
      close();
      for (const line of lines) {
        const columns = line.right ? (stream.columns ?? 80) - 1 : Infinity;
        stream.write(`${neutralizeCommands(renderLine(line, { columns, color }).trimEnd())}\n`);
      }
    },
    close,
  };
}
