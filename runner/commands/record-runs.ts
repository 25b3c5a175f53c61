import { readEvidence } from '../evidence/index.ts';
import { createRecorder, type Recorder } from '../report/recording/index.ts';
import type { Report } from '../report/report.ts';
import { plainLine } from '../report/text/index.ts';
import { describeTiming } from '../report/timing/index.ts';
import { openOutputFile } from './output-file.ts';
import { type RunLabOptions, runLab } from './run-lab.ts';

/** Runs labs, and keeps of each run what is shown when it is over. */
export interface RunRecords {
  /** `runLab`; however the run ends, it is recorded. */
  run(options: RunLabOptions): Promise<Report>;
  /** Writes the page about all runs, where one is wanted. */
  write(): void;
}

/**
 * `html`: path of the page; `timing`: after each run, a table of its time on standard error, as time(1) does. Throws
 * UsageError where the page can't be written.
 */
export async function recordRuns({
  html,
  timing,
  wanted,
}: {
  html: string | null;
  timing: boolean;
  /** How many runs there are to be. */
  wanted: number;
}): Promise<RunRecords> {
  if (html === null && !timing) return { run: runLab, write: () => undefined };
  const file = html === null ? null : openOutputFile({ option: '--html', path: html });
  const { createPage } = await import('../report/html/index.ts');
  const page = createPage({ wanted });
  return {
    run: async (options) => {
      const recorder = createRecorder({ ...options, startedAt: new Date(), nowMs: () => performance.now() });
      try {
        return await runLab(recorded(options, recorder));
      } finally {
        const recording = recorder.finish();
        if (timing)
          process.stderr.write(
            `${describeTiming(recording)
              .map((line) => plainLine(line).trimEnd())
              .join('\n')}\n`,
          );
        if (file) {
          const files = recording.evidence ? await readEvidence(recording.evidence) : [];
          page.add({ recording, files });
        }
      }
    },
    write: () => {
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
