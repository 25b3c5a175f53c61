import { lastLines } from '../../execute/output/index.ts';
import { type FrameSize, runningLine, stepTitle, withTries } from '../pretty/frame.ts';
import { itemName } from '../pretty/items.ts';
import type { BlockState, CheckState, RunState } from '../pretty/state.ts';
import {
  count,
  describeWaiting,
  displayWidth,
  type EventOf,
  indent,
  type Line,
  quoted,
  renderLine,
  textLine,
} from '../text/index.ts';

/** A run as a board shows it. Times are the reporter's clock. */
export interface BoardRun {
  readonly name: string;
  readonly state: RunState;
  phase: 'waiting' | 'under-way' | 'over';
  /** Since it is under way. */
  sinceMs: number;
  /** What it waits for besides its turn. */
  waits: EventOf<'waiting'> | null;
}

interface Size extends FrameSize {
  readonly nowMs: number;
  readonly color: boolean;
}

/**
 * All runs that are under way, each with its step and what that does now, and those that wait: as much of it as there
 * are rows for. Nothing before the first begins and after the last is over.
 */
export function renderBoard(runs: readonly BoardRun[], { columns, rows, nowMs, color }: Size): string[] {
  const underWay = runs.filter(({ phase }) => phase === 'under-way');
  if (underWay.length === 0) return [];
  const room = Math.max(1, rows - 1);
  const waiting = runs.filter(({ phase }) => phase === 'waiting');
  const width = Math.min(maxNameWidth, Math.max(...underWay.map(({ name }) => displayWidth(name))));
  const head = (run: BoardRun) => headLine(run, { width, nowMs });
  const heads = underWay.map(head);
  const both = underWay.flatMap((run) => [head(run), ...indent(nowLines(run, nowMs), 4)]);
  const [all, counted] = [waitingLines(waiting), waiting.length > 0 ? [countLine(waiting.length)] : []];
  // From all that there is to say to what fits anywhere.
  const views = [
    [...both, ...all],
    [...both, ...counted],
    [...heads, ...counted],
    [...heads.slice(0, room - 1), restLine(underWay.length - (room - 1), { room, waiting: waiting.length })],
  ];
  const shown = views.find((lines) => lines.length <= room) ?? [];
  return shown.map((line) => renderLine(line, { columns: columns - 1, color }));
}

/** Of the column that names have: what a run does is to stand on a line with them. */
const maxNameWidth = 30;

function headLine(
  { name, state, sinceMs }: BoardRun,
  { width, nowMs }: { width: number; nowMs: number },
): Line {
  const gap = ' '.repeat(Math.max(0, width - displayWidth(name)));
  const activity = [...state.activities].map(([known, { message }]) => `${known}: ${message}`).at(-1);
  const does = activity ?? (state.step ? stepTitle(state, state.step) : '');
  return runningLine(`${name}${gap}  ${does}`, { sinceMs, nowMs, style: 'bold' });
}

/** The block or check that began last of those under way, in one line. */
function nowLines({ state }: BoardRun, nowMs: number): Line[] {
  const items = (state.step?.items ?? []).filter(
    (item): item is BlockState | CheckState => item.event !== 'note' && item.end === null,
  );
  const item = items.at(-1);
  if (!item) return [];
  const more = items.length > 1 ? `, and ${items.length - 1} more` : '';
  const line = runningLine(`${itemName(item, state)}${more}`, { sinceMs: item.sinceMs, nowMs });
  if (item.event === 'check') return [item.attempts === 0 ? line : withTries(line, item)];
  const printed = quoted(lastLines(item.tail, 1).lines.join('\n')).flatMap(({ left }) => left);
  return [{ ...line, left: [...line.left, { text: '  ' }, ...printed] }];
}

function waitingLines(waiting: readonly BoardRun[]): Line[] {
  const told = waiting.flatMap(({ name, waits }) =>
    waits === null ? [] : [textLine(`· waiting  ${name} for ${describeWaiting(waits)}`, 'dim')],
  );
  const others = waiting.length - told.length;
  return others === 0 ? told : [...told, countLine(others, told.length > 0)];
}

function countLine(number: number, isMore = false): Line {
  return textLine(`· waiting  ${isMore ? `${number} more` : count(number, 'run')}`, 'dim');
}

function restLine(underWay: number, { room, waiting }: { room: number; waiting: number }): Line {
  const more = room > 1 ? ' more' : '';
  return textLine(`… ${underWay}${more} under way${waiting > 0 ? `, ${waiting} waiting` : ''}`, 'dim');
}
