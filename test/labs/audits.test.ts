import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linesOf, reportAudit } from '../../runner/audit/index.ts';
import { readLab } from '../../runner/document/index.ts';
import { withRecorded } from '../../runner/omissions/merge.ts';
import { placeOmissions } from '../../runner/omissions/place.ts';
import { readOmissions } from '../../runner/omissions/record.ts';
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

describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('labs/audit/%s', (name) => {
  const { lab } = readLab({ path: join(packageRoot, 'labs', name.replace(/json$/, 'md')) });
  const recorded = lab && readOmissions(lab);
  if (!recorded) throw new Error(`labs/audit/${name} is of no lab, or can't be read`);

  test('is of every line that the lab has, and of no other', () => {
    const placed = placeOmissions(linesOf(lab), recorded.lines);
    expect(placed.size).toBe(linesOf(lab).length);
    expect([...placed.values()]).toEqual(recorded.lines);
  });

  test('says of every step what fails where it is not begun', () => {
    expect(recorded.untouched.map(({ step }) => step)).toEqual(lab.steps.map(({ id }) => id));
    expect(recorded.untouched.filter(({ failing }) => failing.length === 0)).toEqual([]);
  });

  test('knows what fails without each line', () => {
    expect(recorded.lines.filter(({ failing }) => failing === null).map(({ text }) => text)).toEqual([]);
  });

  test('is what the table shows', () => {
    const nothing = { grid: new Map(), untouched: [], lines: [], untried: 0, durationMs: 0 };
    const now = auditTable(withRecorded(reportAudit(lab, nothing), lab, recorded));
    const tables = readFileSync(join(folder, name.replace(/json$/, 'md')), 'utf8');
    expect(rowsOf(tables, /^\d/).map(([, ...cells]) => cells)).toEqual(
      rowsOf(now, /^\d/).map(([, ...cells]) => cells),
    );
  });
});
