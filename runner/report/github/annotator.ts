import { brokenWords, createCases, type Case } from '../cases.ts';
import type { Report } from '../report.ts';
import type { Reporter, ReporterOptions } from '../reporter-options.ts';
import { annotateProblems } from './annotate-problems.ts';
import { workflowCommand } from './command.ts';
import { jobSummary, type Concluded } from './summary.ts';

/** Annotates documents where something is wrong with them or failed, and at the end sums up the job. */
export function createAnnotator({
  stream,
  repositoryPath,
  addToSummary,
}: Pick<ReporterOptions, 'stream' | 'repositoryPath' | 'addToSummary'>): Reporter {
  const cases = createCases();
  const concluded: Concluded[] = [];
  let aborted: string | null = null;

  const conclude = (report: Report) => {
    const all = cases.conclude(report);
    for (const line of annotations(report, all, repositoryPath(report.document))) stream.write(`${line}\n`);
    concluded.push({ report, failed: all.filter(isFailed) });
  };
  return {
    handle(event) {
      cases.add(event);
      if (event.event === 'report') conclude(event);
      if (event.event !== 'aborted') return;
      if (event.report) conclude(event.report);
      aborted = event.message;
      stream.write(`${workflowCommand('error', { message: event.message })}\n`);
    },
    close() {
      if (concluded.length > 0 || aborted !== null) addToSummary(jobSummary({ concluded, aborted }));
      concluded.length = 0;
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
