import type { Report } from '../report.ts';
import { workflowCommand } from './command.ts';

/** An annotation for each problem of a document; `file` is its path from the root of the repository. */
export function annotateProblems({ problems }: Pick<Report, 'problems'>, file: string): string[] {
  return problems.map(({ line, column, message, rule, severity }) =>
    workflowCommand(severity, { properties: { file, line, col: column, title: rule }, message }),
  );
}
