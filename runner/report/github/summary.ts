import { brokenWords, type Case } from '../cases.ts';
import { codeBlock, codeSpan, tableRow } from '../markdown.ts';
import type { Report } from '../report.ts';
import { count, describeProblems, plainLine, showDuration, textLine, verdictSpan } from '../text/index.ts';

/** A report, and what failed or broke of it. */
export interface Concluded {
  readonly report: Report;
  readonly failed: readonly Case[];
}

/** GitHub takes 1 MiB a step (docs: "Adding a job summary"); UTF-8 has at most 3 bytes a UTF-16 unit. */
const maxTable = 100_000;
const maxFailures = 200_000;

/** All labs of a job in a table, and below it what failed. */
export function jobSummary({
  concluded,
  aborted,
}: {
  concluded: readonly Concluded[];
  /** Why the call ended early; null where it did not. */
  aborted: string | null;
}): string {
  const rows = concluded.map(({ report }) => tableRow(cells(report)));
  return [
    '### Labs',
    ...(aborted === null ? [] : [`**${codeSpan(oneLine(aborted))}**`]),
    [
      tableRow(['lab', 'verdict', 'steps', 'time']),
      tableRow(['---', '---', '---', '---:']),
      ...fill(rows, maxTable, (left) => tableRow(['…', `and ${left} more`, '', ''])),
    ].join('\n'),
    ...fill(concluded.flatMap(failures), maxFailures, (left) => `… and ${count(left, 'failure')} more`),
    '',
  ].join('\n\n');
}

function cells({ lab, verdict, steps, durationMs }: Report): string[] {
  const name = codeSpan(oneLine(lab));
  if (verdict === null) return [name, '✗ the document is wrong', '', ''];
  const passed = steps.filter((step) => step.verdict === 'passed').length;
  const share = `${passed} of ${steps.length} passed`;
  return [name, verdictSpan(verdict).text, share, showDuration(durationMs)];
}

function failures({ report, failed }: Concluded): string[] {
  const { document, verdict, broken } = report;
  const wrong = verdict === null ? describeProblems(report).map(plainLine) : [];
  const known = failed.some((each) => each.verdict === 'broken');
  return [
    ...(wrong.length > 0 ? [section(`${document}: the document is wrong`, wrong)] : []),
    ...failed.map(({ label, line, summary, details, verdict: found }) =>
      section(`${document}:${line}`, details.length > 0 ? details : [summary], `${label}: ${found}`),
    ),
    ...(broken && !known ? [section(document, brokenWords(broken).details, 'broken')] : []),
  ];
}

function section(place: string, lines: readonly string[], title = ''): string {
  const heading = [place, title].filter(Boolean).map((text) => codeSpan(oneLine(text)));
  return `${heading.join(' ')}\n\n${codeBlock(lines)}`;
}

/** As many texts as there is room for, and then how many are left out. */
function fill(texts: readonly string[], room: number, more: (left: number) => string): string[] {
  let used = 0;
  const end = texts.findIndex((text) => (used += text.length) > room);
  return end === -1 ? [...texts] : [...texts.slice(0, end), more(texts.length - end)];
}

function oneLine(text: string): string {
  return plainLine(textLine(text));
}
