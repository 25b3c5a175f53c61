import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linesOf, reportAudit } from '../../runner/audit/index.ts';
import { readLab } from '../../runner/document/index.ts';
import { packageRoot } from '../../runner/package-root.ts';
import { auditTable } from '../../runner/report/audit-table.ts';

const folder = join(packageRoot, 'labs/audit');

/** Rows of a table whose first cell is such, each by its cells; the head and the line below it are none. */
const rowsOf = (tables: string, first: RegExp): string[][] =>
  tables
    .split('\n')
    .filter((line) => line.startsWith('| ') && first.test(line.slice(2)))
    .map((line) => line.slice(2, -2).split(' | '));

describe.each(readdirSync(folder).filter((name) => name.endsWith('.md')))('labs/audit/%s', (name) => {
  const tables = readFileSync(join(folder, name), 'utf8');
  const { lab } = readLab({ path: join(packageRoot, 'labs', name) });
  if (!lab) throw new Error(`labs/${name} is wrong`);
  const nothing = { verdict: 'hole', by: null, failing: null, message: null, durationMs: 0 } as const;
  const lines = linesOf(lab).map(({ line, text, step, block }) => ({ line, text, step, block, ...nothing }));
  const now = auditTable(
    reportAudit(lab, { grid: new Map(), untouched: [], lines, untried: 0, durationMs: 0 }),
  );

  test('is of the checks of the lab as it is, each in its step', () => {
    const checks = rowsOf(tables, /^`/).map(([check, step]) => [check, step]);
    expect(checks).toEqual(rowsOf(now, /^`/).map(([check, step]) => [check, step]));
    expect(checks.length).toBeGreaterThan(20);
  });

  test('has no check that proves nothing, none that is lost, and nothing that is not known', () => {
    expect(tables.match(/^- line \d+, (?!lasts: ).*$/gm) ?? []).toEqual([]);
    expect(rowsOf(tables, /^`/).filter((cells) => cells.includes('✗') || cells.includes('?'))).toEqual([]);
  });

  const left = rowsOf(tables, /^\d/);
  // Not every lab has been run without each of its lines.
  if (left.length === 0) return;
  describe('of lines that are left out', () => {
    // Line numbers move with the prose above them; they are as they were when the table was made.
    test('is of the lab as it is: each line that does something, in its step', () => {
      expect(left.map(([, text, step]) => [text, step])).toEqual(
        rowsOf(now, /^\d/).map(([, text, step]) => [text, step]),
      );
    });

    test('has no hole, and nothing that is not known', () => {
      expect(left.filter(([, , , by = '']) => !/^(?:block|check) `/.test(by))).toEqual([]);
    });
  });
});
