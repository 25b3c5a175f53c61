import { type AuditLine, linesOf } from '../audit/lines.ts';
import type { Check, Lab } from '../document/lab.ts';
import type { LeftOut } from '../report/report.ts';
import { checksOf } from '../verify/checks-of.ts';
import { failingOf } from '../verify/failing.ts';
import type { Standing } from '../verify/index.ts';
import { isUnasked } from '../verify/ask-all.ts';
import { type Case, closestCases, compareLikeness, keyOf, likenessOf } from './closest.ts';
import { placeOmissions } from './place.ts';
import { type Omissions, readOmissions } from './record.ts';

type Judged = Pick<Standing, 'lab' | 'firstWrong' | 'verdicts' | 'outcomes'>;

/** What a learner has probably left out, by what is recorded of the lab; null where nothing recorded is close. */
export function findLeftOut(standing: Judged): LeftOut | null {
  const recorded = standing.firstWrong && readOmissions(standing.lab);
  return recorded && closestOmission(standing, recorded);
}

/**
 * Compares what fails, up to the step of the first thing that is wrong, with what was recorded without each line of it
 * and of earlier steps. A case that does not explain that first thing is none. Null where it is as close to nothing of the
 * step being done: that was not left out, it was not begun.
 */
export function closestOmission(standing: Judged, { untouched, lines }: Omissions): LeftOut | null {
  const { lab, firstWrong } = standing;
  const step = lab.steps.findIndex(({ items }) => firstWrong && items.includes(firstWrong));
  if (!firstWrong || step === -1) return null;
  const { here, isKnown } = whatIsKnown(standing, step);
  const likeness = (each: Case) => likenessOf(each, here, isKnown);
  const cases = [...placeOmissions(linesOf(lab), lines)].flatMap(([line, { failing }]) =>
    failing && isUpTo(lab, line, step) && failing.some((each) => keyOf(each) === keyOfCheck(firstWrong))
      ? [{ line, failing }]
      : [],
  );
  const closest = closestCases(cases, likeness);
  if (!closest.likeness) return null;
  const notBegun = untouched.find((each) => each.step === lab.steps[step]?.id);
  if (notBegun && compareLikeness(likeness(notBegun), closest.likeness) >= 0) return null;
  return {
    lines: closest.cases.map(({ line: { line, text, step: of } }) => ({ line, text, step: of })),
    exact: closest.likeness.checks === 1,
    cases: lines.length,
  };
}

/** What fails here in the steps up to one, and whether it is known of a check, in these steps, that it does or does not. */
function whatIsKnown({ lab, verdicts, outcomes }: Judged, step: number) {
  const checks = checksOf(lab.steps.slice(0, step + 1));
  const current = new Map(checks.map((check) => [check, verdicts.get(check) ?? 'skipped']));
  const known = new Set(
    [...current].flatMap(([check, verdict]) => {
      const outcome = outcomes.get(check);
      const isJudged = verdict === 'passed' || verdict === 'failed' || verdict === 'blocked';
      return isJudged && outcome && !isUnasked(outcome) ? [keyOfCheck(check)] : [];
    }),
  );
  const here: Case = { failing: failingOf({ verdicts: current, outcomes }) };
  return { here, isKnown: (key: string) => known.has(key) };
}

const keyOfCheck = ({ id, host }: Check): string => keyOf({ check: id, host });

function isUpTo({ steps }: Lab, line: AuditLine, step: number): boolean {
  return steps.findIndex(({ id }) => id === line.step) <= step;
}
