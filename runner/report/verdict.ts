import type { Verdict } from './report.ts';

/** From the one that settles a verdict over others to the one that says least. */
const bySeverity: readonly Verdict[] = ['broken', 'failed', 'blocked', 'passed', 'skipped'];

/** The verdict of a whole: that of its worst part. One part passed and the rest not asked for is `passed`. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return bySeverity.find((verdict) => verdicts.includes(verdict)) ?? 'passed';
}
