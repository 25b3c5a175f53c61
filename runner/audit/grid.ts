import type { Check } from '../document/lab.ts';
import { checksOf } from '../verify/checks-of.ts';
import { askEach } from './ask-each.ts';
import type { Cell } from '../report/audit-report.ts';
import { type Grid, spanOf } from './cells.ts';
import { listenForFailure } from './first-failure.ts';
import { type AuditOptions, goOnOrTell } from './go-on-or-tell.ts';

/** Asks every check of a lab before its first step and after each of its steps, on hosts as they were then. */
export async function fillGrid(options: AuditOptions): Promise<Grid> {
  const { lab } = options;
  const columns: Map<Check, Cell>[] = [];
  for (const after of [null, ...lab.steps.map(({ id }) => id)])
    columns.push(await fillColumn(options, { after, index: columns.length }));
  return new Map(
    checksOf(lab.steps).map((check) => [check, columns.map((column) => column.get(check) ?? 'unknown')]),
  );
}

async function fillColumn(
  options: AuditOptions,
  { after, index }: { after: string | null; index: number },
): Promise<Map<Check, Cell>> {
  const { lab, took, signal } = options;
  const column = new Map<Check, Cell>();
  await goOnOrTell(options, listenForFailure(lab), {
    lab,
    after,
    toEnd: false,
    saves: false,
    run: ({ hosts }) => ({ lab, hosts }),
    then: async ({ hosts }) => {
      const isToHold = (check: Check) => {
        const { first, last } = spanOf(lab, check);
        return first <= index && index <= last;
      };
      const cells = await askEach(checksOf(lab.steps), { hosts, took, signal, isToHold });
      for (const [check, cell] of cells) column.set(check, cell);
    },
    say: after === null ? 'every check before the first step' : `every check after step ${after}`,
  });
  return column;
}
