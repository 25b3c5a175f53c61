import type { Step } from '../../document/lab.ts';
import { describeCommands } from '../standing/commands.ts';
import {
  currentStep,
  describePlace,
  describeStep,
  describeUndone,
  type StandingView,
} from '../standing/describe.ts';
import { hintLadder } from '../standing/hints.ts';
import { describeBroken, indent, renderLine, textLine, type Line } from '../text/index.ts';

/** What the screen of `lab verify --watch` shows. */
export interface WatchState {
  readonly title: string;
  readonly document: string;
  readonly steps: readonly Step[];
  /** Null before the first answers. */
  readonly view: StandingView | null;
  /** How many hints of the first wrong thing are told. */
  readonly told: number;
  readonly showsCommands: boolean;
}

export interface FrameSize {
  readonly columns: number;
  readonly rows: number;
}

/** The screen as lines that fit it: a pure function. Where room is short, the steps around the current one are kept. */
export function watchFrame(
  state: WatchState,
  { columns, rows, color }: FrameSize & { color: boolean },
): string[] {
  const head = [textLine(state.title, 'bold'), textLine(state.document, 'dim'), textLine('')];
  const keys = keyLine(state);
  const about = aboutLines(state);
  const room = Math.max(1, rows - 1);
  const steps = windowed(stepLines(state), Math.max(fewestSteps, room - head.length - about.length - 1));
  const body = [...head, ...steps.map(({ line }) => line), textLine(''), ...about];
  const cut = body.length > room ? [...body.slice(0, Math.max(0, room - 1)), textLine('…', 'dim')] : body;
  return [...cut, keys].slice(-rows).map((line) => renderLine(line, { columns: columns - 1, color }));
}

const fewestSteps = 3;

interface StepLine {
  readonly line: Line;
  readonly isCurrent: boolean;
}

function stepLines({ view }: WatchState): StepLine[] {
  if (!view) return [{ line: textLine('Asking for the first time …'), isCurrent: true }];
  const current = currentStep(view);
  const steps = view.report.steps.filter(({ id }) => view.only === null || id === view.only);
  return steps.flatMap((step) => {
    const isCurrent = step.id === current?.id;
    const lines = describeStep(step, { isCurrent, isOnly: view.only !== null });
    return lines.map((line) => ({ line, isCurrent }));
  });
}

/** As many lines as there is room for, with those of the current step among them. */
function windowed(lines: readonly StepLine[], room: number): readonly StepLine[] {
  if (lines.length <= room) return lines;
  const current = lines.findIndex(({ isCurrent }) => isCurrent);
  const middle = current === -1 ? lines.length : current;
  const start = Math.max(0, Math.min(middle - 1, lines.length - room));
  return lines.slice(start, start + room);
}

function aboutLines({ view, told, showsCommands, steps }: WatchState): Line[] {
  if (!view) return [];
  const { broken } = view.report;
  const current = steps.find(({ id }) => id === currentStep(view)?.id);
  const rungs = hintLadder(view).slice(0, Math.max(1, told));
  return [
    ...describeUndone(view),
    ...(broken ? [...describeBroken(broken), textLine('')] : []),
    textLine(describePlace(view), 'bold'),
    ...rungs.flatMap((lines) => [textLine(''), ...lines]),
    ...(showsCommands && current
      ? [
          textLine(''),
          textLine(`Commands of “${current.title}”:`, 'dim'),
          ...indent(describeCommands(current)),
        ]
      : []),
  ];
}

function keyLine({ view, told, showsCommands }: WatchState): Line {
  const rungs = view ? hintLadder(view).length : 0;
  const next = Math.max(1, told) + 1;
  const keys = [
    ...(next <= rungs ? [`h hint ${next}/${rungs}`] : []),
    showsCommands ? 'c hide commands' : 'c commands',
    'q quit',
  ];
  return textLine(keys.join(' · '), 'dim');
}
