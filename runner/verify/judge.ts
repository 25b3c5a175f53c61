import type { CheckOutcome } from '../checks/poll.ts';
import type { Check, Step } from '../document/lab.ts';
import type { Verdict } from '../report/report.ts';
import { isBlockedByEarlier, mayDependOnOthers } from './blocked.ts';
import { checksOf } from './checks-of.ts';
import { checksOverAt, findFirstWrong, findPosition } from './position.ts';

/** What the answers to all checks of a lab mean together. */
export interface Judgement {
  /** Index of the last step up to which everything holds; -1 where there is none. */
  readonly position: number;
  readonly firstWrong: Check | null;
  /**
   * Where the first wrong check is one that a later step ends: what would be wrong first for somebody who has done that
   * step, and has undone something since. Else null.
   */
  readonly wrongIfEnded: Check | null;
  /** Of every check that was asked. `skipped` is what a later step has rightly ended. */
  readonly verdicts: ReadonlyMap<Check, Verdict>;
}

/** Judges a learner's work by the answers to every check of the steps. */
export function judgeWork(steps: readonly Step[], outcomes: ReadonlyMap<Check, CheckOutcome>): Judgement {
  const position = findPosition(steps, (check) => outcomes.get(check)?.verdict === 'passed');
  const isOver = checksOverAt(steps, position);
  const verdicts = judgeChecks({
    current: checksOf(steps.slice(0, position + 2)),
    later: checksOf(steps.slice(position + 2)),
    isOver,
    outcomes,
  });
  const fails = (check: Check) => verdicts.get(check) === 'failed';
  const firstWrong = findFirstWrong(steps, { position, fails });
  return {
    position,
    firstWrong,
    wrongIfEnded: firstWrong?.until ? findWrongIfEnded(steps, outcomes) : null,
    verdicts,
  };
}

function findWrongIfEnded(steps: readonly Step[], outcomes: ReadonlyMap<Check, CheckOutcome>): Check | null {
  const holds = (check: Check) => check.until !== null || outcomes.get(check)?.verdict === 'passed';
  const fails = (check: Check) => check.until === null && outcomes.get(check)?.verdict === 'failed';
  return findFirstWrong(steps, { position: findPosition(steps, holds), fails });
}

/** Judges the checks of one step alone. `isOver` says which of them a later step has rightly ended. */
export function judgeStep(
  step: Step,
  { outcomes, isOver }: { outcomes: ReadonlyMap<Check, CheckOutcome>; isOver: (check: Check) => boolean },
): ReadonlyMap<Check, Verdict> {
  return judgeChecks({ current: checksOf([step]), later: [], isOver, outcomes });
}

function judgeChecks({
  current,
  later,
  isOver,
  outcomes,
}: {
  /** Up to and with the step under way. */
  current: readonly Check[];
  /** Of later steps: where they fail, it is because the steps before are not done. */
  later: readonly Check[];
  isOver: (check: Check) => boolean;
  outcomes: ReadonlyMap<Check, CheckOutcome>;
}): Map<Check, Verdict> {
  const verdicts = new Map<Check, Verdict>();
  const isHostBroken = [...outcomes.values()].some(({ unanswered }) => unanswered === 'host-broken');
  const failed: Check[] = [];
  for (const check of [...current, ...later]) {
    const outcome = outcomes.get(check);
    if (!outcome) continue;
    const verdict = ((): Verdict => {
      if (outcome.verdict === 'passed' || outcome.unanswered === 'host-broken') return outcome.verdict;
      if (isOver(check)) return 'skipped';
      if (later.includes(check) || (isHostBroken && mayDependOnOthers(check))) return 'blocked';
      return isBlockedByEarlier({ check, outcome }, failed) ? 'blocked' : outcome.verdict;
    })();
    verdicts.set(check, verdict);
    if (verdict === 'failed') failed.push(check);
  }
  return verdicts;
}
