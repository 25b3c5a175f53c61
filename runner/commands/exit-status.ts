import type { Report } from '../report/report.ts';

/** The exit status that some reports mean together: 3 broken, 1 failed, 0 all passed. */
export function exitStatus(reports: readonly Report[]): number {
  const verdicts = new Set(reports.map(({ verdict }) => verdict));
  if (verdicts.has(null)) return 2;
  if (verdicts.has('broken')) return 3;
  return verdicts.has('failed') || verdicts.has('blocked') ? 1 : 0;
}
