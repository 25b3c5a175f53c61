import { brokenWords, createCases, type Case } from '../cases.ts';
import type { Report } from '../report.ts';
import type { Reporter, ReporterOptions } from '../reporter-options.ts';
import type { RunsReporter } from '../side-by-side/runs-reporter.ts';
import { annotateProblems } from './annotate-problems.ts';
import { workflowCommand } from './command.ts';
import { jobSummary, type Concluded } from './summary.ts';

/** Annotates documents where something is wrong with them or failed, and at the end sums up the job. */
export function createAnnotator({
  stream,
  repositoryPath,
  addToSummary,
}: Pick<ReporterOptions, 'stream' | 'repositoryPath' | 'addToSummary'>): RunsReporter {
  /** Of each run, in the order of the call; of those that went on alone the first one's are all. */
  const concluded: Concluded[][] = [];
  let aborted: string | null = null;

  const follow = (): Reporter => {
    const cases = createCases();
    const own: Concluded[] = [];
    concluded.push(own);
    const conclude = (report: Report) => {
      const all = cases.conclude(report);
      for (const line of annotations(report, all, repositoryPath(report.document))) stream.write(`${line}\n`);
      own.push({ report, failed: all.filter(isFailed) });
    };
    return {
      handle(event) {
        cases.add(event);
        if (event.event === 'report') conclude(event);
        if (event.event !== 'aborted') return;
        if (event.report) conclude(event.report);
        // An interrupt ends every run, and is one.
        if (aborted !== event.message)
          stream.write(`${workflowCommand('error', { message: event.message })}\n`);
        aborted = event.message;
      },
      close: () => undefined,
    };
  };
  return {
    ...follow(),
    follow,
    close() {
      const all = concluded.flatMap((own) => own.splice(0));
      if (all.length > 0 || aborted !== null) addToSummary(jobSummary({ concluded: all, aborted }));
      aborted = null;
    },
  };
}

function annotations({ broken, lab, ...report }: Report, cases: readonly Case[], file: string): string[] {
  const failed = cases.filter(isFailed);
  return [
    ...annotateProblems(report, file),
    ...failed.map(({ line, label, verdict, summary, details }) =>
      workflowCommand('error', {
        properties: { file, line, title: `${label}: ${verdict}` },
        message: details.length > 0 ? details.join('\n') : summary,
      }),
    ),
    ...(broken && !failed.some(({ verdict }) => verdict === 'broken')
      ? [
          workflowCommand('error', {
            properties: { file, title: `${lab}: broken` },
            message: brokenWords(broken).details.join('\n'),
          }),
        ]
      : []),
  ];
}

function isFailed({ verdict }: Case): boolean {
  return verdict === 'failed' || verdict === 'broken';
}
