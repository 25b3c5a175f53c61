import { describeFinding, gridMarks, marksOf, rowName } from './audit-grid.ts';
import { type AuditLineReport, type AuditReport, countLines } from './audit-report.ts';
import { codeSpan, tableRow } from './markdown.ts';
import { count } from './text/index.ts';

/** The report of an audit as Markdown, to be kept beside the lab. */
export function auditTable(report: AuditReport): string {
  return [...gridTable(report), ...(report.lines.length > 0 ? linesTable(report) : [])].join('\n');
}

function gridTable({ lab, grid, findings }: AuditReport): string[] {
  return [
    `# What the checks of ${lab} mean`,
    '',
    `Made by \`lab audit ${lab}\`: every check is asked before the first step (0) and after each. ${count(grid.rows.length, 'check')}, ${count(grid.steps.length, 'step')}: ${findings.length === 0 ? 'nothing is wrong with them' : `**${count(findings.length, 'finding')}**`}.`,
    '',
    tableRow(['check', 'step', '0', ...grid.steps.map((_, index) => String(index + 1))]),
    tableRow(['---', '---', ':-:', ...grid.steps.map(() => ':-:')]),
    ...grid.rows.map((each) => tableRow([`\`${rowName(grid, each)}\``, each.step, ...marksOf(grid, each)])),
    '',
    ...Object.entries(gridMarks).map(([mark, meaning]) => `- ${mark} ${meaning}`),
    '',
    ...findings.map((finding) => `- line ${finding.line}, ${finding.rule}: ${describeFinding(finding)}`),
    ...(findings.length > 0 ? [''] : []),
  ];
}

function linesTable(report: AuditReport): string[] {
  const { own, later, hole, broken } = countLines(report);
  const { lab, lines, untried } = report;
  const facts = [
    `${own} caught in their own step`,
    ...(later > 0 ? [`${later} in a later one`] : []),
    ...(broken > 0 ? [`${broken} not known`] : []),
    hole === 0 ? 'no holes' : `**${count(hole, 'hole')}**`,
    ...(untried > 0 ? [`${untried} not tried`] : []),
  ];
  return [
    `## What catches each line that is left out`,
    '',
    `Made by \`lab audit ${lab} --omit\`: the lab is run once for each line, without it. ${count(lines.length, 'line')}: ${facts.join(', ')}.`,
    '',
    tableRow(['line', 'left out', 'step', 'caught by']),
    tableRow(['---:', '---', '---', '---']),
    ...lines.map((line) => tableRow([String(line.line), code(line.text), line.step, caughtBy(line)])),
    '',
  ];
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
