import { type AuditLineReport, type AuditReport, countLines } from './audit-report.ts';
import { codeSpan, tableRow } from './markdown.ts';
import { count } from './text/index.ts';

/** The report of an audit as Markdown, to be kept beside the lab. */
export function auditTable(report: AuditReport): string {
  const { own, later, hole, broken } = countLines(report);
  const facts = [
    `${own} caught in their own step`,
    ...(later > 0 ? [`${later} in a later one`] : []),
    ...(broken > 0 ? [`${broken} not known`] : []),
    hole === 0 ? 'no holes' : `**${count(hole, 'hole')}**`,
  ];
  const rows = report.lines.map((line) =>
    tableRow([String(line.line), code(line.text), line.step, caughtBy(line)]),
  );
  return [
    `# What catches each line of ${report.lab} that is left out`,
    '',
    `Made by \`lab audit ${report.lab}\`: the lab is run once for each line, without it. ${count(report.lines.length, 'line')}: ${facts.join(', ')}.`,
    '',
    tableRow(['line', 'left out', 'step', 'caught by']),
    tableRow(['---:', '---', '---', '---']),
    ...rows,
    '',
  ].join('\n');
}

function caughtBy({ verdict, by, step, message }: AuditLineReport): string {
  if (verdict === 'broken') return `not known: ${(message ?? '').split('\n')[0] ?? ''}`;
  if (!by) return '**nothing**';
  const where = by.step === step ? '' : ` of step ${by.step}`;
  const why = by.reason === null ? '' : `, ${by.reason}`;
  return `${by.kind} \`${by.id}\`${where}${why}`;
}

function code(text: string): string {
  const [first = '', ...more] = text.trim().split('\n');
  return codeSpan(`${first}${more.length > 0 ? ' …' : ''}`);
}
