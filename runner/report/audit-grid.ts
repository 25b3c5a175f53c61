import type { AuditFinding, AuditReport, AuditRow } from './audit-report.ts';

type Grid = AuditReport['grid'];

/** What stands in a cell, and what it means, for people. */
export const gridMarks = {
  '✓': 'holds',
  '·': 'does not hold, nor has to',
  '!': 'holds right before its step, or when it should just be over',
  '+': 'holds at another time when it does not have to',
  '✗': 'does not hold, and has to',
  '?': 'could not be asked',
} as const;
export type GridMark = keyof typeof gridMarks;

/** One mark a column: before the first step, then after each. */
export function marksOf({ steps }: Grid, row: AuditRow): GridMark[] {
  const own = steps.indexOf(row.step) + 1;
  const end = row.until === null ? Infinity : steps.indexOf(row.until) + 1;
  return row.cells.map((cell, column) => {
    if (cell === 'unknown') return '?';
    const hasTo = own <= column && column < end;
    if (cell === 'fails') return hasTo ? '✗' : '·';
    if (hasTo) return '✓';
    return column === own - 1 || column === end ? '!' : '+';
  });
}

/** The check as the grid names it: with its host where several have it. */
export function rowName({ rows }: Grid, { check, host }: AuditRow): string {
  return rows.filter((row) => row.check === check).length > 1 ? `${check} on ${host}` : check;
}

/** What was found, in a sentence that says what to do about it. */
export function describeFinding({ rule, check, host, step, at }: AuditFinding): string {
  const moment = at === null ? 'before the first step' : `after step ${at}`;
  const who = `check ${check ?? ''} on ${host ?? ''}`;
  return {
    vacuous: `${who} holds ${moment} already: it proves nothing of step ${step}`,
    ends: `${who} no longer holds ${moment}: say so with \`until: ${at ?? ''}\`, or mend the lab`,
    lasts: `${who} still holds ${moment}, where its \`until\` ends it: take \`until\` away, or say what does end`,
    indistinct: `no check tells step ${step} from what was ${moment}: a learner can't be placed there`,
  }[rule];
}
