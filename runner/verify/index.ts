import type { CheckOutcome } from '../checks/poll.ts';
import type { Check, Lab, Step } from '../document/lab.ts';
import type { RunEvent } from '../execute/events.ts';
import type { Report, Verdict } from '../report/report.ts';
import { askAll, type AskAllOptions, type AskOptions } from './ask-all.ts';
import { findBroken } from './broken.ts';
import { checksOf } from './checks-of.ts';
import { judgeStep, judgeWork } from './judge.ts';
import { checksOverAt, mayCountIn } from './position.ts';
import { settle } from './settle.ts';

export interface VerifyOptions extends Omit<AskOptions, 'hold'> {
  readonly lab: Lab;
  /** Judges this step alone. */
  readonly step: Step | null;
  /** Keeps `holds` and waits a moment for what may be on its way; without, somebody asks again soon. */
  readonly patient: boolean;
  readonly emit: (event: RunEvent) => void;
}

/** What stands now, judged. */
export interface Standing {
  readonly lab: Lab;
  /** Index of the last step up to which everything holds, -1 where there is none; null where not all were asked. */
  readonly position: number | null;
  readonly firstWrong: Check | null;
  /** See `Judgement`. */
  readonly wrongIfEnded: Check | null;
  /** Of every check that was asked for. `skipped` is what a later step has rightly ended. */
  readonly verdicts: ReadonlyMap<Check, Verdict>;
  readonly outcomes: ReadonlyMap<Check, CheckOutcome>;
  /** Why not all could be judged; null where the machinery is whole. */
  readonly broken: NonNullable<Report['broken']> | null;
}

/**
 * Judges what stands on the hosts against every check of a lab, or of one step, and changes nothing. A check that
 * fails and a host that breaks are values; rejects only with the reason of `signal`.
 */
export async function verify(options: VerifyOptions): Promise<Standing> {
  const { lab, hosts, step, signal } = options;
  const standing =
    step === null
      ? judgeAll(options, await askLab(options))
      : judgeOne(step, options, await askStep(step, options));
  signal.throwIfAborted();
  return { ...standing, lab, broken: await findBroken({ ...standing, hosts }) };
}

type Judged = Omit<Standing, 'lab' | 'broken'>;
type Outcomes = ReadonlyMap<Check, CheckOutcome>;

function judgeAll({ lab }: VerifyOptions, outcomes: Outcomes): Judged {
  return { ...judgeWork(lab.steps, outcomes), outcomes };
}

function judgeOne(step: Step, { lab }: VerifyOptions, outcomes: Outcomes): Judged {
  const isAllAsked = checksOf(lab.steps).every((check) => outcomes.has(check));
  const isOver = isAllAsked ? checksOverAt(lab.steps, judgeWork(lab.steps, outcomes).position) : () => false;
  const verdicts = judgeStep(step, { outcomes, isOver });
  const firstWrong = checksOf([step]).find((check) => verdicts.get(check) === 'failed') ?? null;
  return { position: null, firstWrong, wrongIfEnded: null, verdicts, outcomes };
}

async function askLab(options: VerifyOptions): Promise<Outcomes> {
  const { lab } = options;
  const { steps } = lab;
  const mayCount = mayCountIn(steps);
  return settled(await askCounting(checksOf(steps), { ...options, mayCount }), steps, options);
}

/** Asks for the whole lab only where a step's check may have been ended by a later step. */
async function askStep(step: Step, options: VerifyOptions): Promise<Outcomes> {
  const outcomes = await settled(await askCounting(checksOf([step]), options), [step], options);
  const mayBeOver = [...outcomes].some(([{ until }, { verdict }]) => until !== null && verdict !== 'passed');
  if (!mayBeOver) return outcomes;
  const others = checksOf(options.lab.steps).filter((check) => !outcomes.has(check));
  return new Map([...outcomes, ...(await askCounting(others, options))]);
}

async function settled(
  outcomes: Outcomes,
  steps: readonly Step[],
  { hosts, signal, patient }: VerifyOptions,
): Promise<Outcomes> {
  return patient ? settle(outcomes, { steps, hosts, signal, hold: true }) : outcomes;
}

async function askCounting(
  checks: readonly Check[],
  { hosts, signal, patient, emit, mayCount }: VerifyOptions & Pick<AskAllOptions, 'mayCount'>,
): Promise<Map<Check, CheckOutcome>> {
  const startedMs = performance.now();
  let asked = 0;
  const tell = () => {
    emit({
      event: 'progress',
      activity: 'asking',
      message: `${asked} of ${checks.length} checks`,
      done: asked === checks.length,
      elapsedMs: Math.round(performance.now() - startedMs),
    });
  };
  tell();
  return askAll(checks, {
    hosts,
    signal,
    hold: patient,
    ...(mayCount && { mayCount }),
    onAnswer: () => {
      asked++;
      tell();
    },
  });
}
