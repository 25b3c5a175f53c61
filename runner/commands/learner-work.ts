import type { Check, Step } from '../document/lab.ts';
import type { Problem } from '../document/problem.ts';
import type { RunEvent } from '../execute/events.ts';
import type { OpenHosts } from '../hosts/index.ts';
import type { StandingView } from '../report/standing/describe.ts';
import type { LeftOut, Report } from '../report/report.ts';
import { type Standing, verify } from '../verify/index.ts';
import { recall, remember, type Memory } from '../verify/memory.ts';
import { reportStanding } from '../verify/report.ts';
import { connectMachines } from './connect-machines.ts';
import { interruptSignal } from './interrupted.ts';
import { openStandingHosts, placesOf, type StandingLab } from './standing-hosts.ts';

/** A judgement, and its report. */
export interface JudgedWork {
  readonly standing: Standing;
  readonly report: Report;
}

/** A learner's work on hosts that are open. */
export interface LearnerWork {
  readonly open: OpenHosts;
  readonly signal: AbortSignal;
  readonly judge: (options: {
    problems: readonly Problem[];
    step?: Step | null;
    patient?: boolean;
    emit: (event: RunEvent) => void;
  }) => Promise<JudgedWork>;
}

/** Opens the hosts, does something with the work that stands there, and puts the hosts away again. */
export async function withLearnerWork<Result>(
  place: StandingLab,
  use: (work: LearnerWork) => Promise<Result>,
  { way }: Pick<Parameters<typeof openStandingHosts>[0], 'way'> = { way: 'beside' },
): Promise<Result> {
  const interrupt = interruptSignal();
  const { signal } = interrupt;
  const { lab, targets } = place;
  try {
    const sshHosts = await connectMachines({ labs: [lab], targets, signal });
    try {
      const open = await openStandingHosts({ ...place, sshHosts, way, signal });
      try {
        return await use({ open, signal, judge: (options) => judgeWork(lab, { ...options, open, signal }) });
      } finally {
        await open.dispose();
      }
    } finally {
      await sshHosts.dispose();
    }
  } finally {
    interrupt.release();
  }
}

/** Judges what stands on open hosts, and times it. */
export async function judgeWork(
  lab: StandingLab['lab'],
  {
    open,
    signal,
    problems,
    step = null,
    patient = true,
    emit,
  }: Parameters<LearnerWork['judge']>[0] & Pick<LearnerWork, 'open' | 'signal'>,
): Promise<JudgedWork> {
  const startedMs = performance.now();
  const standing = await verify({ lab, hosts: open.hosts, step, patient, signal, emit });
  const durationMs = Math.round(performance.now() - startedMs);
  const leftOut = step === null ? await leftOutOf(standing) : null;
  return {
    standing,
    report: reportStanding(standing, { problems, engine: open.engine, durationMs, leftOut }),
  };
}

/** What reads a record and the lines of a lab is loaded only where something is wrong. */
async function leftOutOf(standing: Standing): Promise<LeftOut | null> {
  return standing.firstWrong ? (await import('../omissions/left-out.ts')).findLeftOut(standing) : null;
}

/** A judgement as it is shown. */
export function viewOf(
  { standing: { lab, firstWrong, wrongIfEnded }, report }: JudgedWork,
  { only = null, undone = [] }: Partial<Pick<StandingView, 'only' | 'undone'>> = {},
): StandingView {
  const placed = (check: Check | null) => {
    const step = check && lab.steps.find(({ items }) => items.includes(check));
    return check && step ? { check, step } : null;
  };
  return {
    title: lab.title,
    report,
    only,
    wrong: placed(firstWrong),
    wrongIfEnded: placed(wrongIfEnded),
    undone,
  };
}

/** What earlier calls about the same work left, and how to leave something for the next. */
export async function recallWork(
  place: StandingLab,
): Promise<{ memory: Memory; remember: (memory: Memory) => Promise<void> }> {
  const where = { lab: place.lab, places: placesOf(place) };
  return { memory: await recall(where), remember: (memory) => remember(where, memory) };
}
