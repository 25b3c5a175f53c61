import type { Check, Step } from '../document/lab.ts';
import type { Problem } from '../document/problem.ts';
import type { RunEvent } from '../execute/events.ts';
import type { CheckReport, LeftOut, Report, StepReport, Verdict } from '../report/report.ts';
import { worstVerdict } from '../report/verdict.ts';
import { checksOf } from './checks-of.ts';
import type { Standing } from './index.ts';

/** The report of `lab verify`: every step with its checks, no blocks, where the learner is and what is wrong first. */
export function reportStanding(
  standing: Standing,
  {
    problems,
    engine,
    durationMs,
    leftOut,
  }: {
    problems: readonly Problem[];
    engine: Report['engine'];
    durationMs: number;
    leftOut: LeftOut | null;
  },
): Report {
  const { lab, position, firstWrong, broken } = standing;
  const steps = lab.steps.map((step) => reportStep(step, standing));
  const verdict = broken ? 'broken' : worstVerdict(steps.map((step) => step.verdict));
  return {
    lab: lab.id,
    document: lab.document,
    verdict: verdict === 'skipped' ? 'passed' : verdict,
    engine,
    durationMs,
    steps,
    problems: [...problems],
    ...(broken && { broken }),
    position: (position === null ? undefined : lab.steps[position]?.id) ?? null,
    firstWrong: firstWrong?.id ?? null,
    ...(leftOut && { leftOut }),
  };
}

function reportStep(step: Step, { verdicts, outcomes }: Standing): StepReport {
  const checks = checksOf([step]).map((check): CheckReport => {
    const { id, type, host, line } = check;
    const verdict: Verdict = verdicts.get(check) ?? 'skipped';
    const {
      expected = '',
      observed = '',
      attempts = 0,
      durationMs = 0,
    } = verdicts.has(check) ? (outcomes.get(check) ?? {}) : {};
    return { id, type, host, line, verdict, expected, observed, attempts, durationMs };
  });
  const { id, title, line } = step;
  // Checks are asked side by side: a step takes as long as its slowest.
  const durationMs = Math.max(0, ...checks.map((check) => check.durationMs));
  const verdict = checks.length === 0 ? 'skipped' : worstVerdict(checks.map((check) => check.verdict));
  return { id, title, line, verdict, source: 'ran', durationMs, blocks: [], checks };
}

/** The same as events, in the order of the document, for programs that read along. */
export function* standingEvents(
  { lab, verdicts, outcomes }: Standing,
  { report, undone }: { report: Report; undone: readonly Check[] },
): Generator<RunEvent> {
  for (const [index, step] of lab.steps.entries()) {
    const reported = report.steps[index];
    const asked = checksOf([step]).filter((check) => verdicts.has(check));
    if (!reported || asked.length === 0) continue;
    const { id, title, line, verdict, durationMs } = reported;
    yield { event: 'step-start', step: id, title, line };
    for (const check of asked) yield* checkEnd(id, check, { verdicts, outcomes });
    for (const check of undone.filter((each) => asked.includes(each))) yield undoneNote(id, check);
    yield { event: 'step-end', step: id, verdict, durationMs };
  }
}

function* checkEnd(
  step: string,
  check: Check,
  { verdicts, outcomes }: Pick<Standing, 'verdicts' | 'outcomes'>,
): Generator<RunEvent> {
  const [verdict, outcome] = [verdicts.get(check), outcomes.get(check)];
  if (!verdict || !outcome) return;
  const { id, type, host, container, line, hint } = check;
  const { expected, observed, attempts, durationMs } = outcome;
  const found = { verdict, expected, observed, attempts, durationMs };
  yield { event: 'check-end', step, check: id, type, host, container, line, hint, ...found };
}

function undoneNote(step: string, { id, host, line }: Check): RunEvent {
  const message = `Check ${id} held at the last call and no longer does.`;
  return { event: 'note', step, block: null, host, line, message };
}
