import type { Step } from '../document/lab.ts';
import type { Problem } from '../document/problem.ts';
import { nextRung } from '../report/standing/hints.ts';
import type { StandingReporter } from '../report/standing/reporter.ts';
import { watchFrame, type WatchState } from '../report/watch/frame.ts';
import { createFullScreen } from '../report/watch/full-screen.ts';
import { toldBefore, type Memory } from '../verify/memory.ts';
import { checkKey, findUndone, heldNow } from '../verify/undone.ts';
import type { Call } from './command.ts';
import { connectMachines } from './connect-machines.ts';
import { exitStatus } from './exit-status.ts';
import { followWork } from './follow-work.ts';
import { interruptSignal } from './interrupted.ts';
import { onKeys } from './keys.ts';
import { recallWork, viewOf, type JudgedWork } from './learner-work.ts';
import { outputOptions } from './output-options.ts';
import type { StandingLab } from './standing-hosts.ts';
import { UsageError } from './usage-error.ts';

/** Throws UsageError where there is no terminal for a screen and its keys. */
export function requireTerminal({ values: { reporter, junit } }: Call): void {
  if (junit !== undefined)
    throw new UsageError('Expected --watch without --junit: it ends when you do\nTake one of the two away');
  if (reporter !== undefined && reporter !== 'pretty')
    throw new UsageError('Expected --watch without --reporter: it is a screen\nTake one of the two away');
  if (process.stdin.isTTY && process.stdout.isTTY) return;
  throw new UsageError('Cannot watch without a terminal\nLeave --watch away to judge once');
}

/** A screen that follows a learner's work until they quit; then the last judgement stays. */
export async function watch(
  place: StandingLab,
  {
    problems,
    step,
    reporter,
  }: { problems: readonly Problem[]; step: Step | null; reporter: StandingReporter },
): Promise<number> {
  const { memory, remember } = await recallWork(place);
  const follower = createFollower(place, { memory, step });
  const interrupt = interruptSignal();
  const quit = new AbortController();
  const signal = AbortSignal.any([interrupt.signal, quit.signal]);
  // Whatever ssh asks, it asks before the screen is ours.
  const sshHosts = await connectMachines({ labs: [place.lab], targets: place.targets, signal });
  const leave = takeTerminal(follower, (how) => {
    quit.abort(how);
  });
  try {
    const work = followWork(place, { problems, step, sshHosts, signal });
    for await (const judged of work) follower.take(judged);
  } catch (error) {
    if (!quit.signal.aborted) throw error;
  } finally {
    leave();
    await sshHosts.dispose();
    interrupt.release();
  }
  const { last, view, told } = follower.end();
  if (!last || !view) return 130;
  await remember(told);
  reporter.show(view);
  return quit.signal.reason === 'interrupt' ? 130 : exitStatus([last.report]);
}

type Follower = ReturnType<typeof createFollower>;

/** What has been seen and told so far. */
function createFollower({ lab }: StandingLab, { memory, step }: { memory: Memory; step: Step | null }) {
  // What has held once and fails is undone until it holds again.
  let held = memory.held;
  let { hint } = memory;
  let last: JudgedWork | null = null;
  let redraw: (() => void) | null = null;
  const state = {
    title: lab.title,
    document: lab.document,
    steps: lab.steps,
    view: null,
    told: 0,
    showsCommands: false,
  } as { -readonly [Key in keyof WatchState]: WatchState[Key] };
  const wrongKey = () => (state.view?.wrong ? checkKey(state.view.wrong.check) : null);

  const keys: Readonly<Record<string, () => void>> = {
    c: () => {
      state.showsCommands = !state.showsCommands;
    },
    h: () => {
      const check = wrongKey();
      if (!state.view || check === null) return;
      state.told = nextRung(state.view, Math.max(1, state.told));
      hint = { check, told: state.told };
    },
  };
  return {
    state: state as WatchState,
    onChange: (draw: () => void) => {
      redraw = draw;
    },
    press: (key: string) => {
      keys[key.toLowerCase()]?.();
      redraw?.();
    },
    take: (judged: JudgedWork) => {
      last = judged;
      held = [...new Set([...held, ...heldNow(judged.standing, [])])];
      const undone = findUndone(judged.standing, held);
      state.view = viewOf(judged, { only: step?.id ?? null, undone });
      state.told = toldBefore({ held, hint }, wrongKey());
      redraw?.();
    },
    end: () => ({
      last,
      view: state.view,
      told: { held: last ? heldNow(last.standing, held) : held, hint },
    }),
  };
}

/** Draws on the whole terminal and takes its keys, until the function that comes back is called. */
function takeTerminal(follower: Follower, onQuit: (how: 'quit' | 'interrupt') => void): () => void {
  const { stdout } = process;
  const screen = createFullScreen(stdout);
  const { color } = outputOptions();
  const draw = () => {
    screen.draw(watchFrame(follower.state, { columns: stdout.columns, rows: stdout.rows, color }));
  };
  const onResize = () => {
    screen.refresh();
    draw();
  };
  const quits: Readonly<Record<string, 'quit' | 'interrupt'>> = {
    '\u0003': 'interrupt',
    q: 'quit',
    Q: 'quit',
  };
  const releaseKeys = onKeys((key) => {
    const how = quits[key];
    if (how) onQuit(how);
    else follower.press(key);
  });
  const leave = () => {
    process.off('exit', leave);
    stdout.off('resize', onResize);
    releaseKeys();
    screen.close();
  };
  // A second signal ends the program at once: the terminal is given back all the same.
  process.on('exit', leave);
  stdout.on('resize', onResize);
  follower.onChange(draw);
  draw();
  return leave;
}
