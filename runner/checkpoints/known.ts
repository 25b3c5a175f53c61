import * as z from 'zod';
import type { StepReport } from '../report/report.ts';
import type { LabState } from './keys.ts';

/** A step that passed, and by what it was judged. */
export const savedStepSchema = z.object({
  report: z.custom<StepReport>((value) => typeof value === 'object'),
  judgedInside: z.string(),
  judgedAfter: z.string(),
});

export type SavedStep = z.infer<typeof savedStepSchema>;

/** What the steps that led to a state say of a document as it is now. */
export interface Known {
  /** Their reports, under the ids that the steps have now, and without the checks that are to be asked. */
  readonly reports: readonly StepReport[];
  /** States after steps whose checks have changed: they are to be asked there. */
  readonly toAsk: readonly LabState[];
}

/**
 * What is known of a document at one of its states from how its steps were judged; null where one has to run again to
 * be judged. `states` are those up to and with that one, `saved` says of each but the first what was saved with it.
 */
export function whatIsKnown(states: readonly LabState[], saved: readonly (SavedStep | null)[]): Known | null {
  const reports: StepReport[] = [];
  const toAsk: LabState[] = [];
  for (const [index, state] of states.slice(1).entries()) {
    const before = saved[index];
    if (before?.judgedInside !== state.judgedInside) return null;
    const isSame = before.judgedAfter === state.judgedAfter;
    const checks = isSame ? before.report.checks : before.report.checks.slice(0, state.checksInside);
    reports.push({ ...before.report, id: state.step ?? '', checks });
    if (!isSame) toAsk.push(state);
  }
  return { reports, toAsk };
}
