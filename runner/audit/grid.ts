import type { CheckOutcome } from '../checks/poll.ts';
import type { Check } from '../document/lab.ts';
import type { Untouched } from '../report/audit-report.ts';
import { checksOf } from '../verify/checks-of.ts';
import { askEach, cellOf } from './ask-each.ts';
import { type Grid, holdsAt } from './cells.ts';
import { listenForFailure } from './first-failure.ts';
import { type AuditOptions, goOnOrTell } from './go-on-or-tell.ts';
import { whatFails } from './what-fails.ts';

type Column = ReadonlyMap<Check, CheckOutcome>;

/**
 * Asks every check of a lab before its first step and after each of its steps, on hosts as they were then. That is also
 * what a learner finds who has not touched a step yet.
 */
export async function fillGrid(options: AuditOptions): Promise<{ grid: Grid; untouched: Untouched[] }> {
  const { lab } = options;
  const columns: Column[] = [];
  for (const after of [null, ...lab.steps.map(({ id }) => id)])
    columns.push(await fillColumn(options, { after, index: columns.length }));
  const rows = checksOf(lab.steps).map((check) => {
    const cells = columns.map((column, index) => {
      const outcome = column.get(check);
      return outcome ? cellOf(outcome, holdsAt(lab, check, index)) : 'unknown';
    });
    return [check, cells] as const;
  });
  const untouched = lab.steps.flatMap(({ id: step }, index) => {
    const failing = whatFails(lab, { column: index + 1, outcomes: columns[index] ?? new Map() });
    return failing ? [{ step, failing }] : [];
  });
  return { grid: new Map(rows), untouched };
}

async function fillColumn(
  options: AuditOptions,
  { after, index }: { after: string | null; index: number },
): Promise<Column> {
  const { lab, took, signal } = options;
  let column: Column = new Map();
  await goOnOrTell(options, listenForFailure(lab), {
    lab,
    after,
    toEnd: false,
    saves: false,
    run: ({ hosts }) => ({ lab, hosts }),
    then: async ({ hosts }, { passed }) => {
      if (!passed) return;
      const isToHold = (check: Check) => holdsAt(lab, check, index);
      column = await askEach(checksOf(lab.steps), { hosts, took, signal, isToHold });
    },
    say: after === null ? 'every check before the first step' : `every check after step ${after}`,
  });
  return column;
}
