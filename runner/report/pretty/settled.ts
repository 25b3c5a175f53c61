import type { RunEvent } from '../../execute/events.ts';
import { firstUnpassed } from '../first-unpassed.ts';
import type { Verdict } from '../report.ts';
import type { ReporterOptions } from '../reporter-options.ts';
import {
  count,
  describeAuditLine,
  describeBroken,
  describeDrift,
  describeProblems,
  describeRepetitions,
  describeUpdated,
  engine,
  indent,
  showDuration,
  summarize,
  summarizeAudit,
  textLine,
  verdictSpan,
  type EventOf,
  type Line,
} from '../text/index.ts';
import { endedLine, failureLines, noteLine } from './items.ts';
import type { RunState, StepState } from './state.ts';

type SettledOptions = Pick<ReporterOptions, 'runAgain'>;

/** The lines that an event makes final: they stay on the terminal. `state` is as it was before the event. */
export function settledLines(event: RunEvent, state: RunState, options: SettledOptions): Line[] {
  const settle = settlements[event.event] as
    ((event: RunEvent, state: RunState, options: SettledOptions) => Line[]) | undefined;
  return settle?.(event, state, options) ?? [];
}

type Settlements = {
  [Name in RunEvent['event']]?: (event: EventOf<Name>, state: RunState, options: SettledOptions) => Line[];
};

const settlements: Settlements = {
  audit: summarizeAudit,
  'audit-line': (event) => [describeAuditLine(event)],
  drift: describeDrift,
  note: (event, state) => (state.step ? [] : [noteLine(event, state)]),
  progress({ activity, message, done, elapsedMs }) {
    if (!done) return [];
    return [
      {
        left: [{ text: '✓ ready', style: 'green' }, { text: `   ${activity}: ${message}` }],
        right: [duration(elapsedMs)],
      },
    ];
  },
  repetitions: describeRepetitions,
  report(event, state, { runAgain }) {
    const step = state.step;
    const unended = event.steps.find(({ id }) => id === step?.id);
    const again = runAgain({ document: event.document, step: firstUnpassed(event) });
    return [
      ...(step && unended ? settleStep(step, { verdict: unended.verdict, durationMs: null }, state) : []),
      ...(event.broken ? [textLine(''), ...describeBroken(event.broken)] : []),
      ...describeProblems(event),
      ...(event.verdict === null ? [] : [textLine('')]),
      ...summarize(event, { slowness: state.start?.slowness ?? 1, runAgain: again }),
    ];
  },
  restored: ({ steps }) =>
    steps.map(({ title }) => ({
      left: [verdictSpan('passed'), { text: `  ${title}`, style: 'dim' }],
      right: [{ text: 'from a checkpoint', style: 'dim' }],
    })),
  start(event) {
    const hosts = event.hosts
      .map(({ name, target }) => (target === 'vm' ? name : `${name} (${target})`))
      .join(', ');
    const facts = [event.document, count(event.steps.length, 'step'), hosts, engine(event, event.slowness)];
    return [textLine(event.title, 'bold'), textLine(facts.filter(Boolean).join(' · '), 'dim'), textLine('')];
  },
  'step-end': (event, state) => (state.step ? settleStep(state.step, event, state) : []),
  updated: (event) => [describeUpdated(event)],
};

/** One line for a step that passed; all of its items, and what a person needs to see, for one that did not. */
function settleStep(
  step: StepState,
  { verdict, durationMs }: { verdict: Verdict; durationMs: number | null },
  state: RunState,
): Line[] {
  const line: Line = {
    left: [verdictSpan(verdict), { text: `  ${step.title}`, style: 'bold' }],
    right: [
      { text: `${contents(step)}  `, style: 'dim' },
      ...(durationMs === null ? [] : [duration(durationMs)]),
    ],
  };
  const calm = verdict === 'passed' || verdict === 'skipped';
  const items = calm ? step.items.filter(({ event }) => event === 'note') : step.items;
  return [
    line,
    ...indent(
      items.map((item) => endedLine(item, state, { unended: verdict === 'broken' ? 'broken' : 'blocked' })),
      4,
    ),
    ...(calm ? [] : step.items.flatMap((item) => failureLines(item, state))),
  ];
}

function contents({ items }: StepState): string {
  const blocks = items.filter(({ event }) => event === 'block').length;
  const checks = items.filter(({ event }) => event === 'check').length;
  const parts = [blocks > 0 ? count(blocks, 'block') : '', checks > 0 ? count(checks, 'check') : ''];
  return parts.filter(Boolean).join(', ');
}

function duration(durationMs: number): { text: string; style: 'dim' } {
  return { text: showDuration(durationMs).padStart(9), style: 'dim' };
}
