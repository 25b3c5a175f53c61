import type { RunEvent } from '../../execute/events.ts';
import type { EventOf } from '../text/index.ts';

/** What a frame shows: everything that is under way. Times are the reporter's clock. */
export interface RunState {
  start: EventOf<'start'> | null;
  readonly activities: Map<string, { message: string; sinceMs: number }>;
  step: StepState | null;
}

export interface StepState {
  readonly id: string;
  readonly title: string;
  readonly sinceMs: number;
  /** Blocks, checks and notes in the order in which they began. */
  readonly items: ItemState[];
}

export type ItemState = BlockState | CheckState | EventOf<'note'>;

export interface BlockState {
  readonly event: 'block';
  readonly start: EventOf<'block-start'>;
  readonly sinceMs: number;
  /** The end of what it printed so far, raw. */
  tail: string;
  end: EventOf<'block-end'> | null;
}

export interface CheckState {
  readonly event: 'check';
  readonly start: EventOf<'check-start'>;
  readonly sinceMs: number;
  attempts: number;
  observed: string;
  end: EventOf<'check-end'> | null;
}

/** More than a screen shows, and nothing beside 30 MB. */
const tailLength = 16 * 1024;

export function createRunState(): RunState {
  return { start: null, activities: new Map(), step: null };
}

/** Takes an event in; costs as much as the event is long, whatever came before. */
export function updateState(state: RunState, event: RunEvent, nowMs: number): void {
  const update = updates[event.event] as
    ((state: RunState, event: RunEvent, nowMs: number) => void) | undefined;
  update?.(state, event, nowMs);
}

type Updates = {
  [Name in RunEvent['event']]?: (state: RunState, event: EventOf<Name>, nowMs: number) => void;
};

const updates: Updates = {
  audit({ activities }) {
    activities.clear();
  },
  'block-end'({ step }, event) {
    const block = findBlock(step, event);
    if (block) block.end = event;
  },
  'block-start'({ step }, start, sinceMs) {
    step?.items.push({ event: 'block', start, sinceMs, tail: '', end: null });
  },
  'check-end'({ step }, event) {
    const check = findCheck(step, event);
    if (check) check.end = event;
  },
  'check-start'({ step }, start, sinceMs) {
    step?.items.push({ event: 'check', start, sinceMs, attempts: 0, observed: '', end: null });
  },
  'check-try'({ step }, { check, host, attempts, observed }) {
    const state = findCheck(step, { check, host });
    if (state) Object.assign(state, { attempts, observed });
  },
  evidence({ activities }) {
    activities.delete('evidence');
  },
  note({ step }, event) {
    step?.items.push(event);
  },
  output({ step }, event) {
    const block = findBlock(step, event);
    if (block) block.tail = (block.tail + event.text.slice(-tailLength)).slice(-tailLength);
  },
  progress({ activities }, { activity, message, done, elapsedMs }, nowMs) {
    if (done) activities.delete(activity);
    else activities.set(activity, { message, sinceMs: nowMs - elapsedMs });
  },
  report(state) {
    state.step = null;
    state.activities.clear();
  },
  start(state, event) {
    Object.assign(state, { start: event, step: null });
    state.activities.clear();
  },
  'step-end'(state) {
    state.step = null;
  },
  'step-start'(state, { step, title }, sinceMs) {
    state.step = { id: step, title, sinceMs, items: [] };
  },
};

function findBlock(
  step: StepState | null,
  { block, host }: { block: string; host: string },
): BlockState | undefined {
  return step?.items.find(
    (item): item is BlockState =>
      item.event === 'block' && item.start.block === block && item.start.host === host,
  );
}

function findCheck(
  step: StepState | null,
  { check, host }: { check: string; host: string },
): CheckState | undefined {
  return step?.items.find(
    (item): item is CheckState =>
      item.event === 'check' && item.start.check === check && item.start.host === host,
  );
}
