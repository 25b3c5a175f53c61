import type { Failing } from '../report/audit-report.ts';
import { volatile } from '../update/volatile.ts';
import { isUnasked } from './ask-all.ts';
import type { Standing } from './index.ts';

/** Enough to tell one observation from another. */
const longest = 160;

/** The checks that were asked and do not hold although they should, each with what was observed. */
export function failingOf({ verdicts, outcomes }: Pick<Standing, 'verdicts' | 'outcomes'>): Failing[] {
  return [...verdicts].flatMap(([check, verdict]) => {
    const outcome = outcomes.get(check);
    if (!outcome || isUnasked(outcome) || (verdict !== 'failed' && verdict !== 'blocked')) return [];
    return [{ check: check.id, host: check.host, observed: steady(outcome.observed) }];
  });
}

/** What was observed, without what is another each time. */
export function steady(observed: string): string {
  const text = observed.replace(volatile, '…');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
