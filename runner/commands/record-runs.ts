import { readEvidence } from '../evidence/index.ts';
import { createRecorder, type Recorder } from '../report/recording/index.ts';
import type { Report } from '../report/report.ts';
import { plainLine } from '../report/text/index.ts';
import { describeTiming } from '../report/timing/index.ts';
import { openOutputFile } from './output-file.ts';
import { type RunLabOptions, runLab } from './run-lab.ts';

interface NumberedRun extends RunLabOptions {
  /** Its place in the order of the call, from 1. */
  readonly number: number;
}

/** Runs labs, and keeps of each run what is shown when it is over. */
export interface RunRecords {
  /** `runLab`; however the run ends, it is recorded. */
  run(options: NumberedRun): Promise<Report>;
  /** Writes what is shown of all runs together, in the order of the call. */
  write(): void;
}

/**
 * `html`: path of the page; `timing`: after each run, a table of its time on standard error, as time(1) does; after
 * all where they go on side by side, for what moves is on the terminal till then. Throws UsageError where the page can't
 * be written.
 */
export async function recordRuns({
  html,
  timing,
  wanted,
  isSideBySide,
}: {
  html: string | null;
  timing: boolean;
  /** How many runs there are to be. */
  wanted: number;
  isSideBySide: boolean;
}): Promise<RunRecords> {
  if (html === null && !timing) return { run: runLab, write: () => undefined };
  const file = html === null ? null : openOutputFile({ option: '--html', path: html });
  const { createPage } = await import('../report/html/index.ts');
  const page = createPage({ wanted });
  const tables = new Map<number, string>();
  return {
    run: async (options) => {
      const recorder = createRecorder({ ...options, startedAt: new Date(), nowMs: () => performance.now() });
      try {
        return await runLab(recorded(options, recorder));
      } finally {
        const recording = recorder.finish();
        if (timing) {
          const table = describeTiming(recording).map((line) => `${plainLine(line).trimEnd()}\n`);
          if (isSideBySide) tables.set(options.number, table.join(''));
          else process.stderr.write(table.join(''));
        }
        if (file) {
          const files = recording.evidence ? await readEvidence(recording.evidence) : [];
          page.add({ recording, files, number: options.number });
        }
      }
    },
    write: () => {
      for (const [, table] of [...tables].sort(([one], [other]) => one - other)) process.stderr.write(table);
      file?.write(page.render());
    },
  };
}

/** The same run, heard by a recorder too. */
function recorded(options: RunLabOptions, recorder: Recorder): RunLabOptions {
  const { reporter, openHosts } = options;
  return {
    ...options,
    reporter: {
      ...reporter,
      handle: (event) => {
        recorder.handle(event);
        reporter.handle(event);
      },
    },
    openHosts: async (start) => {
      const open = await openHosts(start);
      return { ...open, dispose: () => recorder.during('stopping', () => open.dispose()) };
    },
  };
}
