import { lastLines } from '../../execute/output/index.ts';
import { count, indent, quoted, renderLine, showElapsed, type Line } from '../text/index.ts';
import { endedLine, itemName } from './items.ts';
import type { ItemState, RunState, StepState } from './state.ts';

export interface FrameSize {
  readonly columns: number;
  readonly rows: number;
}

/** A block that is over sooner shows no output: it would only flicker. */
const quietMs = 1500;
/** Of one block; where several run side by side, they share twice as many. */
const tailLines = 5;

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const spinnerStepMs = 100;

/**
 * What is under way, as lines that are narrower than the terminal (a full line would wrap on some) and fewer than its
 * rows. A pure function of the state and the clock.
 */
export function renderFrame(
  state: RunState,
  { columns, rows, nowMs, color }: FrameSize & { nowMs: number; color: boolean },
): string[] {
  const lines = [
    ...[...state.activities].map(([activity, { message, sinceMs }]) =>
      runningLine(`${activity}: ${message}`, { sinceMs, nowMs, style: 'bold' }),
    ),
    ...(state.step ? stepLines(state, state.step, nowMs) : []),
  ];
  const room = Math.max(1, rows - 1);
  // The first line says where we are, the last ones what moves.
  const shown =
    lines.length <= room ? lines : [...lines.slice(0, 1), ...(room > 1 ? lines.slice(1 - room) : [])];
  return shown.map((line) => renderLine(line, { columns: columns - 1, color }));
}

function stepLines(state: RunState, step: StepState, nowMs: number): Line[] {
  const running = step.items.filter((item) => item.event === 'block' && item.end === null).length;
  const tail = Math.max(1, Math.min(tailLines, Math.floor((2 * tailLines) / running)));
  return [
    runningLine(stepTitle(state, step), { sinceMs: step.sinceMs, nowMs, style: 'bold' }),
    ...indent(
      step.items.flatMap((item) => itemLines(item, state, { nowMs, tail })),
      4,
    ),
  ];
}

/** `Create a container  (step 1 of 7)` */
export function stepTitle({ start }: RunState, { id, title }: StepState): string {
  const steps = start?.steps ?? [];
  const number = steps.findIndex((step) => step.id === id) + 1;
  return number > 0 ? `${title}  (step ${number} of ${steps.length})` : title;
}

function itemLines(
  item: ItemState,
  state: RunState,
  { nowMs, tail }: { nowMs: number; tail: number },
): Line[] {
  if (item.event === 'note' || item.end !== null) return [endedLine(item, state)];
  const line = runningLine(itemName(item, state), { sinceMs: item.sinceMs, nowMs });
  if (item.event === 'check') return [item.attempts === 0 ? line : withTries(line, item)];
  if (nowMs - item.sinceMs < quietMs) return [line];
  return [line, ...indent(quoted(lastLines(item.tail, tail).lines.join('\n')), 2)];
}

/** A line with how often a check has been asked, and what it saw last. */
export function withTries(line: Line, { attempts, observed }: { attempts: number; observed: string }): Line {
  const [first = ''] = observed.split('\n');
  return {
    ...line,
    left: [...line.left, { text: `  ${count(attempts, 'attempt')}: ${first}`, style: 'dim' }],
  };
}

/** A line that moves, with the time since it began at its end. */
export function runningLine(
  text: string,
  { sinceMs, nowMs, style }: { sinceMs: number; nowMs: number; style?: 'bold' },
): Line {
  const elapsedMs = Math.max(0, nowMs - sinceMs);
  const turn = spinner[Math.floor(nowMs / spinnerStepMs) % spinner.length] ?? '';
  return {
    left: [
      { text: `${turn} running`, style: 'cyan' },
      { text: `  ${text}`, ...(style && { style }) },
    ],
    right: elapsedMs < 1000 ? [] : [{ text: showElapsed(elapsedMs), style: 'dim' }],
  };
}
