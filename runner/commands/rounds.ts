import { sumUp } from '../report/repetitions.ts';
import type { Report } from '../report/report.ts';
import type { Reporter } from '../report/reporter.ts';
import type { PlannedRun } from './list-runs.ts';

/** The reports of each lab that is run more than once, until they are told together. */
export interface Rounds {
  /** Tells of a lab when all its runs are over. */
  add(run: PlannedRun, report: Report): void;
  /** Tells of those of which an interrupt left only some. */
  close(): void;
}

export function createRounds({ repeat, reporter }: { repeat: number; reporter: Reporter }): Rounds {
  const known = new Map<PlannedRun['chosen'], Map<number, Report>>();
  const tell = (chosen: PlannedRun['chosen'], reports: ReadonlyMap<number, Report>) => {
    known.delete(chosen);
    const [first, ...more] = [...reports].sort(([one], [other]) => one - other).map(([, report]) => report);
    if (first && more.length > 0) reporter.handle({ event: 'repetitions', ...sumUp([first, ...more]) });
  };
  return {
    add: ({ chosen, repetition }, report) => {
      const reports = (known.get(chosen) ?? new Map<number, Report>()).set(repetition, report);
      known.set(chosen, reports);
      if (reports.size === repeat) tell(chosen, reports);
    },
    close: () => {
      for (const [chosen, reports] of known) tell(chosen, reports);
    },
  };
}
