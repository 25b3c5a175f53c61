import type { CheckReport, Report, StepReport } from './report.ts';

/** What `lab run --repeat` found of one lab. Times are milliseconds, of what passed: a failure takes as long as its limit. */
export interface Repetitions {
  readonly lab: string;
  readonly document: string;
  readonly runs: number;
  readonly passed: number;
  /** Null where none passed. */
  readonly durationMs: Spread | null;
  /** Those that ran at all, in the order of the document. */
  readonly steps: readonly StepRepetitions[];
}

export interface StepRepetitions {
  readonly id: string;
  /** How often it ran: not from a checkpoint, and nothing before it had failed. */
  readonly runs: number;
  readonly passed: number;
  /** Null where it never passed. */
  readonly durationMs: Spread | null;
  /** Checks that had to be asked more than once, those that once took longest first. */
  readonly polls: readonly Poll[];
}

/** A check that was asked again and again. */
export interface Poll extends Pick<CheckReport, 'id' | 'host' | 'line'> {
  /** Of the run in which it was asked most often. */
  readonly mostAttempts: number;
  readonly durationMs: Spread;
}

export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** As many polls of a step are worth knowing. */
const shownPolls = 3;

/** Sums up the runs of one lab, at least one. */
export function sumUp(reports: readonly [Report, ...Report[]]): Repetitions {
  const [{ lab, document, steps }] = reports;
  const passed = reports.filter(({ verdict }) => verdict === 'passed');
  const ran = steps.map(({ id }) =>
    reports.flatMap((report) => report.steps.filter((step) => step.id === id && isRun(step))),
  );
  return {
    lab,
    document,
    runs: reports.length,
    passed: passed.length,
    durationMs: spread(passed),
    steps: ran.flatMap((each) => (isSome(each) ? [sumUpStep(each)] : [])),
  };
}

function sumUpStep(runs: readonly [StepReport, ...StepReport[]]): StepRepetitions {
  const [{ id, checks }] = runs;
  const passed = runs.filter(({ verdict }) => verdict === 'passed');
  const polls = checks.flatMap(({ id: check, host, line }) => {
    const asked = runs
      .flatMap((run) => run.checks.filter((each) => each.id === check && each.host === host))
      .filter(({ attempts }) => attempts > 0);
    const mostAttempts = Math.max(0, ...asked.map(({ attempts }) => attempts));
    const durationMs = spread(asked);
    return durationMs && mostAttempts > 1 ? [{ id: check, host, line, mostAttempts, durationMs }] : [];
  });
  return {
    id,
    runs: runs.length,
    passed: passed.length,
    durationMs: spread(passed),
    polls: polls.sort((one, other) => other.durationMs.most - one.durationMs.most).slice(0, shownPolls),
  };
}

const isRun = ({ source, verdict }: StepReport): boolean =>
  source === 'ran' && verdict !== 'skipped' && verdict !== 'blocked';

const isSome = <T>(list: readonly T[]): list is readonly [T, ...T[]] => list.length > 0;

/** Of an even number, the median is the mean of the two in the middle. Null of nothing. */
function spread(timed: readonly { readonly durationMs: number }[]): Spread | null {
  const sorted = timed.map(({ durationMs }) => durationMs).sort((one, other) => one - other);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return null;
  const [low = least, high = least] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return { least, median: (low + high) / 2, most };
}
