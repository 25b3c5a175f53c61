import type { Report, Verdict } from '../report.ts';
import { count } from './count.ts';
import { showDuration } from './duration.ts';
import { indent, textLine } from './indent.ts';
import type { Line } from './line.ts';
import { verdictSpan } from './verdict-span.ts';

const order: readonly Verdict[] = ['passed', 'failed', 'broken', 'blocked', 'skipped'];

/** The verdict line with totals, duration and engine; after a failure, the command that runs it again. */
export function summarize(
  report: Report,
  { slowness, runAgain }: { slowness: number; runAgain: string },
): Line[] {
  const { verdict } = report;
  if (verdict === null) return [];
  const facts = [
    report.lab,
    totals(report),
    fromCheckpoints(report),
    showDuration(report.durationMs),
    engine(report, slowness),
  ].filter(Boolean);
  const line: Line = {
    left: [
      { ...verdictSpan(verdict), style: verdictSpan(verdict).style ?? 'bold' },
      { text: `  ${facts.join(' · ')}` },
    ],
  };
  return verdict === 'passed' || verdict === 'skipped'
    ? [line]
    : [
        line,
        ...indent([
          ...(report.evidence === undefined ? [] : [textLine(`evidence: ${report.evidence}`)]),
          textLine(`run it again: ${runAgain}`),
        ]),
      ];
}

/** `tcg, times × 8.2`: how all times of the document were stretched. */
export function engine(report: Pick<Report, 'engine'>, slowness: number): string {
  const factor = slowness === 1 ? '' : `times × ${Number(slowness.toPrecision(3))}`;
  return [report.engine ?? '', factor].filter(Boolean).join(', ');
}

/** What rests on an earlier run says so. */
function fromCheckpoints({ steps }: Report): string {
  const number = steps.filter(({ source }) => source === 'checkpoint').length;
  return number === 0 ? '' : `${count(number, 'step')} from checkpoints`;
}

function totals({ steps }: Report): string {
  const all = [...steps.flatMap(({ blocks }) => blocks), ...steps.flatMap(({ checks }) => checks)];
  if (all.every(({ verdict }) => verdict === 'passed')) {
    const [blocks, checks] = [steps.flatMap((step) => step.blocks), steps.flatMap((step) => step.checks)];
    return [count(steps.length, 'step'), count(blocks.length, 'block'), count(checks.length, 'check')].join(
      ', ',
    );
  }
  const counts = order.map((verdict) => ({
    verdict,
    number: steps.filter((step) => step.verdict === verdict).length,
  }));
  const said = counts.filter(({ number }) => number > 0).map(({ verdict, number }) => `${number} ${verdict}`);
  return `${count(steps.length, 'step')}: ${said.join(', ')}`;
}
