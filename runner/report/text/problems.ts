import type { Problem } from '../../document/problem.ts';
import type { Report } from '../report.ts';
import { count } from './count.ts';
import { indent, textLine } from './indent.ts';
import type { Line } from './line.ts';

/** All problems of a document, each with file, line and column, and how many of each severity there are. */
export function describeProblems({ document, problems }: Pick<Report, 'document' | 'problems'>): Line[] {
  if (problems.length === 0) return [];
  return [
    ...problems.flatMap((problem) => describe(problem, document)),
    textLine(`${countProblems(problems)} in ${document}`, 'bold'),
  ];
}

function describe({ line, column, message, rule, severity }: Problem, document: string): Line[] {
  const [first = '', ...rest] = message.split('\n');
  return [
    {
      left: [
        { text: `${document}:${line}:${column}`, style: 'cyan' },
        { text: `  ${severity}`, style: severity === 'error' ? 'red' : 'yellow' },
        { text: `  ${first}` },
        { text: `  ${rule}`, style: 'dim' },
      ],
    },
    ...indent(
      rest.map((text) => textLine(text)),
      4,
    ),
  ];
}

function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const parts = [
    errors > 0 ? count(errors, 'error') : '',
    errors < problems.length ? count(problems.length - errors, 'warning') : '',
  ];
  return parts.filter(Boolean).join(', ');
}
