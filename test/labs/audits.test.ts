import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linesOf, reportAudit } from '../../runner/audit/index.ts';
import { readLab } from '../../runner/document/index.ts';
import { packageRoot } from '../../runner/package-root.ts';
import { auditTable } from '../../runner/report/audit-table.ts';

const folder = join(packageRoot, 'labs/audit');

/** Rows of a table, each by its cells; the head and the line below it are none. */
const rowsOf = (table: string): string[][] =>
  table
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) => line.slice(2, -2).split(' | '));

describe.each(readdirSync(folder))('labs/audit/%s', (name) => {
  const rows = rowsOf(readFileSync(join(folder, name), 'utf8'));

  // Line numbers move with the prose above them; they are as they were when the table was made.
  test('is of the lab as it is: each line that does something, in its step', () => {
    const { lab } = readLab({ path: join(packageRoot, 'labs', name) });
    if (!lab) throw new Error(`labs/${name} is wrong`);
    const lines = linesOf(lab).map(({ line, text, step }) => {
      return { line, text, step, verdict: 'hole' as const, by: null, message: null, durationMs: 0 };
    });
    const report = reportAudit(lab, { grid: new Map(), lines, untried: 0, durationMs: 0 });
    const now = rowsOf(auditTable(report));
    expect(rows.map(([, text, step]) => [text, step])).toEqual(now.map(([, text, step]) => [text, step]));
    expect(rows.length).toBeGreaterThan(20);
  });

  test('has no hole, and nothing that is not known', () => {
    expect(rows.filter(([, , , by = '']) => !/^(?:block|check) `/.test(by))).toEqual([]);
  });
});
