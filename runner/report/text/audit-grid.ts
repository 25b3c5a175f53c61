import { describeFinding, gridMarks, type GridMark, marksOf, rowName } from '../audit-grid.ts';
import { type AuditReport, isFault } from '../audit-report.ts';
import { textLine } from './indent.ts';
import type { Line, Style } from './line.ts';

const styles: Readonly<Record<GridMark, Style>> = {
  '✓': 'green',
  '·': 'dim',
  '!': 'red',
  '+': 'dim',
  '✗': 'red',
  '?': 'yellow',
};

/** What every check came to before the first step and after each, a line a check; then what is wrong with it. */
export function describeGrid({ grid, findings, document }: AuditReport): Line[] {
  const nameWidth = Math.max(...grid.rows.map((row) => rowName(grid, row).length), 'after step'.length) + 2;
  const columnWidth = String(grid.steps.length).length + 1;
  const cell = (text: string) => text.padStart(columnWidth);
  const head = [0, ...grid.steps.keys()].map((_, column) => cell(String(column))).join('');
  return [
    textLine(''),
    { left: [{ text: `${'after step'.padEnd(nameWidth)}${head}`, style: 'bold' }] },
    ...grid.steps.flatMap((step, index): Line[] => [
      { left: [{ text: `${String(index + 1)} ${step}`, style: 'bold' }] },
      ...grid.rows
        .filter((row) => row.step === step)
        .map((row) => ({
          left: [
            { text: `  ${rowName(grid, row)}`.padEnd(nameWidth) },
            ...marksOf(grid, row).map((mark) => ({ text: cell(mark), style: styles[mark] })),
          ],
        })),
    ]),
    textLine(''),
    ...Object.entries(gridMarks).map(([mark, meaning]): Line => ({
      left: [{ text: `${mark}  ${meaning}`, style: 'dim' }],
    })),
    ...(findings.length > 0 ? [textLine('')] : []),
    ...findings.map((finding): Line => ({
      left: [
        { text: `${document}:${finding.line}  ` },
        isFault(finding) ? { text: 'error', style: 'red' } : { text: 'warning', style: 'yellow' },
        { text: `  ${finding.rule}  ${describeFinding(finding)}` },
      ],
    })),
  ];
}
