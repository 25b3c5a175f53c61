import type { Lab } from '../document/lab.ts';
import { type AuditReport, countLines, isFault } from '../report/audit-report.ts';
import type { Grid } from './cells.ts';
import { judgeGrid } from './judge-grid.ts';

/** Everything that an audit found out, judged. What is not known keeps it from passing, and is nobody's fault but ours. */
export function reportAudit(
  lab: Lab,
  { grid, ...rest }: { grid: Grid } & Pick<AuditReport, 'untouched' | 'lines' | 'untried' | 'durationMs'>,
): AuditReport {
  const findings = judgeGrid(lab, grid);
  const rows = lab.steps.flatMap(({ id: step, items }) =>
    items.flatMap((item) => {
      if (item.kind !== 'check') return [];
      const { id: check, host, line, until } = item;
      return [{ check, host, line, step, until, cells: grid.get(item) ?? [] }];
    }),
  );
  const { hole, broken } = countLines(rest);
  const isUnknown = broken > 0 || rows.some(({ cells }) => cells.includes('unknown'));
  const isFaulty = hole > 0 || findings.some(isFault);
  return {
    lab: lab.id,
    document: lab.document,
    verdict: isUnknown ? 'broken' : isFaulty ? 'failed' : 'passed',
    grid: { steps: lab.steps.map(({ id }) => id), rows },
    findings,
    ...rest,
  };
}
