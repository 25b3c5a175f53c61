import type { Check, Lab } from '../document/lab.ts';
import type { AuditFinding, Cell } from '../report/audit-report.ts';
import { type Grid, spanOf } from './cells.ts';

/** What is wrong with the checks of a lab, in the order of the document. */
export function judgeGrid(lab: Lab, grid: Grid): AuditFinding[] {
  const findings = [...grid].flatMap(([check, cells]) => judgeCheck(lab, check, cells));
  return [...findings, ...indistinctSteps(lab, grid)].sort((a, b) => a.line - b.line);
}

function judgeCheck(lab: Lab, check: Check, cells: readonly Cell[]): AuditFinding[] {
  const { first, last } = spanOf(lab, check);
  const nameOf = (column: number) => lab.steps[column - 1]?.id ?? '';
  const { id, host, line } = check;
  const found = (rule: AuditFinding['rule'], column: number): AuditFinding => ({
    ...{ rule, line, check: id, host },
    ...{ step: nameOf(first), at: column === 0 ? null : nameOf(column) },
  });
  const lost = cells.findIndex((cell, column) => cell === 'fails' && first <= column && column <= last);
  const lasts = check.until !== null && last >= first && cells[last + 1] === 'holds';
  return [
    ...(cells[first - 1] === 'holds' ? [found('vacuous', first - 1)] : []),
    ...(lost === -1 ? [] : [found('ends', lost)]),
    ...(lasts ? [found('lasts', last + 1)] : []),
  ];
}

/** Those after which every check comes to what it came to before. */
function indistinctSteps({ steps }: Lab, grid: Grid): AuditFinding[] {
  return steps.flatMap(({ id, line }, index) => {
    const isTold = [...grid.values()].some(
      (cells) => cells[index] !== cells[index + 1] || cells[index] === 'unknown',
    );
    return isTold
      ? []
      : [{ rule: 'indistinct', line, step: id, at: steps[index - 1]?.id ?? null, check: null, host: null }];
  });
}
