import type { Check, Step } from '../../document/lab.ts';
import type { Report, StepReport } from '../report.ts';
import {
  count,
  describeBroken,
  describeFailedCheck,
  indent,
  textLine,
  verdictSpan,
  type Line,
} from '../text/index.ts';
import { describeLeftOut } from './left-out.ts';

/** A check, and the step it belongs to. */
export interface PlacedCheck {
  readonly check: Check;
  readonly step: Step;
}

/** What `lab verify` found, as far as it is shown. */
export interface StandingView {
  readonly title: string;
  readonly report: Report;
  /** The step judged alone; null where the whole lab was. */
  readonly only: string | null;
  /** The first thing that is wrong, with its step. */
  readonly wrong: PlacedCheck | null;
  /** What would be wrong first if the later step were done that ends `wrong`; null where none does. */
  readonly wrongIfEnded: PlacedCheck | null;
  /** What held at the last call and no longer does. */
  readonly undone: readonly Check[];
}

/** Where the learner is, and the first thing that is wrong. */
export function describeStanding(view: StandingView): Line[] {
  const { title, report } = view;
  const steps = report.steps.filter(({ id }) => view.only === null || id === view.only);
  const current = currentStep(view);
  return [
    textLine(title, 'bold'),
    textLine(report.document, 'dim'),
    textLine(''),
    ...steps.flatMap((step) =>
      describeStep(step, { isCurrent: step.id === current?.id, isOnly: view.only !== null }),
    ),
    textLine(''),
    ...describeUndone(view),
    ...(report.broken ? [...describeBroken(report.broken), textLine('')] : []),
    textLine(describePlace(view), 'bold'),
    ...describeWrong(view),
    ...(report.leftOut ? [textLine(''), ...describeLeftOut(report, report.leftOut)] : []),
  ];
}

/** The step under way: the one after the position. */
export function currentStep({ report, only }: Pick<StandingView, 'report' | 'only'>): StepReport | null {
  if (only !== null) return report.steps.find(({ id }) => id === only) ?? null;
  const position = report.steps.findIndex(({ id }) => id === report.position);
  return report.steps[position + 1] ?? null;
}

/** Where the learner is, in a sentence. */
export function describePlace(view: Pick<StandingView, 'report' | 'only' | 'wrong'>): string {
  const { report, only } = view;
  const current = currentStep(view);
  if (only !== null && current) return `Step “${current.title}”: ${stepWords[current.verdict]}.`;
  const position = report.steps.find(({ id }) => id === report.position);
  if (!current) return `Everything holds: all ${count(report.steps.length, 'step')} are done.`;
  const number = `step ${report.steps.indexOf(current) + 1} of ${report.steps.length}, “${current.title}”`;
  if (!view.wrong) return `${reached(position)}From ${number}, not everything can be judged.`;
  return `${reached(position)}You are at ${number}.`;
}

const reached = (position: StepReport | undefined) =>
  position ? `Up to “${position.title}” everything holds. ` : '';

const stepWords = {
  blocked: 'cannot be judged',
  broken: 'cannot be judged',
  failed: 'not right yet',
  passed: 'everything holds',
  skipped: 'there is nothing to judge',
} as const;

export function describeStep(
  step: StepReport,
  { isCurrent, isOnly }: { isCurrent: boolean; isOnly: boolean },
): Line[] {
  const holding = step.checks.filter(({ verdict }) => verdict === 'passed').length;
  const over = step.checks.filter(({ verdict }) => verdict === 'skipped').length;
  const judged = step.checks.length - over;
  const share =
    judged === 0
      ? 'no checks'
      : holding === judged
        ? count(judged, 'check')
        : `${holding} of ${count(judged, 'check')}`;
  const line: Line = {
    left: [
      verdictSpan(step.verdict),
      { text: `  ${step.title}`, ...(isCurrent && { style: 'bold' }) },
      ...(isCurrent && !isOnly ? [{ text: '  ← you are here', style: 'cyan' as const }] : []),
    ],
    right: [{ text: `${share}${over > 0 ? `, ${over} over` : ''}`, style: 'dim' }],
  };
  if (!isCurrent || step.verdict === 'passed') return [line];
  const checks = step.checks.map(({ id, host, verdict }) => ({
    left: [verdictSpan(verdict), { text: `  check ${id} on ${host}` }],
  }));
  return [line, ...indent(checks, 4)];
}

const mostUndone = 5;

/** What was right at the last call and is not any more. */
export function describeUndone({ undone, report: { document } }: StandingView): Line[] {
  if (undone.length === 0) return [];
  const more = undone.length - mostUndone;
  return [
    textLine('Undone since the last call:', 'yellow'),
    ...indent([
      ...undone.slice(0, mostUndone).map(({ id, type, host, line }): Line => ({
        left: [{ text: `${document}:${line}`, style: 'cyan' }, { text: `  ${type} check ${id} on ${host}` }],
      })),
      ...(more > 0 ? [textLine(`and ${more} more`)] : []),
    ]),
    textLine(''),
  ];
}

/** Expected against observed of the first thing that is wrong, and its hint. */
export function describeWrong(
  { wrong, wrongIfEnded, report }: Pick<StandingView, 'wrong' | 'wrongIfEnded' | 'report'>,
  { hint }: { hint: boolean } = { hint: true },
): Line[] {
  if (!wrong) return [];
  const ending = report.steps.find(({ id }) => id === wrong.check.until)?.title ?? '';
  return [
    textLine('The first thing that is not right:'),
    textLine(''),
    ...indent(describeDifference(wrong, report, { hint })),
    ...(wrongIfEnded
      ? [
          textLine(''),
          textLine(`Unless you have done “${ending}”, which ends that. Then the first thing is:`),
          textLine(''),
          ...indent(describeDifference(wrongIfEnded, report, { hint })),
        ]
      : []),
  ];
}

function describeDifference(
  { check, step }: PlacedCheck,
  { document, steps }: Report,
  { hint }: { hint: boolean },
): Line[] {
  const found = steps
    .find(({ id }) => id === step.id)
    ?.checks.find(({ id, host }) => id === check.id && host === check.host);
  if (!found) return [];
  const { id, container } = check;
  const event = { ...found, event: 'check-end', step: step.id, check: id, container } as const;
  return describeFailedCheck({ ...event, hint: hint ? check.hint : null }, { document, tries: false });
}
