import { type AuditLineReport, type AuditReport, countLines, isFault } from '../audit-report.ts';
import { describeGrid } from './audit-grid.ts';
import { count } from './count.ts';
import { showDuration } from './duration.ts';
import { textLine } from './indent.ts';
import type { Line, Span } from './line.ts';

const marks: Readonly<Record<AuditLineReport['verdict'], Span>> = {
  broken: { text: '! broken', style: 'yellow' },
  caught: { text: '✓ caught', style: 'green' },
  hole: { text: '✗ hole  ', style: 'red' },
};

/** What came of leaving one line out: the line, and what saw it. */
export function describeAuditLine(line: AuditLineReport): Line {
  const [first = ''] = line.text.trim().split('\n');
  return {
    left: [
      marks[line.verdict],
      { text: `  ${String(line.line).padStart(4)}  ${first}` },
      { text: `  ${caughtBy(line)}`, style: line.verdict === 'caught' ? 'dim' : 'bold' },
    ],
    right: [{ text: showDuration(line.durationMs), style: 'dim' }],
  };
}

function caughtBy({ verdict, by, step, message }: AuditLineReport): string {
  if (verdict === 'broken') return message ?? '';
  if (!by) return 'nothing fails without it';
  const why = by.reason === null ? '' : ` (${by.reason})`;
  return `${by.kind} ${by.id}${why}${by.step === step ? '' : ` of the later step ${by.step}`}`;
}

/** The end of an audit: the grid and what is wrong with it, holes once more, with what to do about them. */
export function summarizeAudit(report: AuditReport): Line[] {
  const { lab, document, lines } = report;
  const holes = lines.filter(({ verdict }) => verdict === 'hole');
  return [
    ...describeGrid(report),
    textLine(''),
    ...holes.map(({ line, text, step }) =>
      textLine(
        `${document}:${line}  step ${step} needs a check that fails without: ${text.trim().split('\n')[0] ?? ''}`,
      ),
    ),
    ...(holes.length > 0 ? [textLine('')] : []),
    { left: [verdictOf(report), { text: `  ${lab} · ${factsOf(report).join(' · ')}` }] },
  ];
}

function factsOf(report: AuditReport): string[] {
  const { grid, findings, lines, untried, durationMs } = report;
  const { own, later, hole, broken } = countLines(report);
  const faults = findings.filter(isFault).length;
  return [
    count(grid.rows.length, 'check'),
    count(grid.steps.length, 'step'),
    count(faults, 'error'),
    ...(faults < findings.length ? [count(findings.length - faults, 'warning')] : []),
    ...(lines.length > 0 || untried > 0
      ? [
          count(lines.length, 'line'),
          `${own} caught in their own step`,
          ...(later > 0 ? [`${later} in a later one`] : []),
          ...(broken > 0 ? [`${broken} not known`] : []),
          count(hole, 'hole'),
          ...(untried > 0 ? [`${untried} not tried: the budget was used up`] : []),
        ]
      : []),
    showDuration(durationMs),
  ];
}

function verdictOf({ verdict }: AuditReport): Span {
  const looks = {
    broken: { text: '! broken', style: 'yellow' },
    failed: { text: '✗ failed', style: 'red' },
    passed: { text: '✓ passed', style: 'green' },
  } as const;
  return looks[verdict];
}
