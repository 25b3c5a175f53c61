import type { Check } from '../document/lab.ts';
import { isUnasked } from './ask-all.ts';
import { checksOf } from './checks-of.ts';
import type { Standing } from './index.ts';

/** Names a check between two calls: its id, and the host where it is one of several. */
export function checkKey({ id, host }: Check): string {
  return `${id} ${host}`;
}

/** The checks that held before and fail now, in the order of the document; not those that a later step has ended. */
export function findUndone(
  { verdicts, outcomes }: Pick<Standing, 'verdicts' | 'outcomes'>,
  held: readonly string[],
): Check[] {
  const before = new Set(held);
  return [...verdicts.keys()].filter((check) => {
    const verdict = verdicts.get(check);
    return (
      before.has(checkKey(check)) &&
      !isLeftOut(check, outcomes) &&
      (verdict === 'failed' || verdict === 'blocked')
    );
  });
}

/** Keys of what holds now; what could not be asked, or was not, is as it was before. */
export function heldNow(
  { lab, verdicts, outcomes }: Pick<Standing, 'lab' | 'verdicts' | 'outcomes'>,
  before: readonly string[],
): string[] {
  const settled = new Map(
    [...verdicts].flatMap(([check, verdict]) =>
      verdict === 'broken' || isLeftOut(check, outcomes)
        ? []
        : [[checkKey(check), verdict === 'passed'] as const],
    ),
  );
  const all = checksOf(lab.steps).map(checkKey);
  const earlier = new Set(before);
  return all.filter((key) => settled.get(key) ?? earlier.has(key));
}

function isLeftOut(check: Check, outcomes: Standing['outcomes']): boolean {
  const outcome = outcomes.get(check);
  return outcome !== undefined && isUnasked(outcome);
}
