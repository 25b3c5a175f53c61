import { describe, expect, test } from 'vitest';
import type { Grid } from '../../runner/audit/cells.ts';
import type { Cell } from '../../runner/report/audit-report.ts';
import { judgeGrid } from '../../runner/audit/judge-grid.ts';
import type { Lab } from '../../runner/document/lab.ts';
import { parseLab } from '../../runner/document/parse-lab.ts';
import { checksOf } from '../../runner/verify/checks-of.ts';

const text = `# Three steps

## One

\`\`\`yaml check
- file: /a
  id: a
\`\`\`

## Two

\`\`\`yaml check
- file: /b
  id: b
  until: three
\`\`\`

## Three

\`\`\`yaml check
- file: /c
  id: c
- file: /d
  id: d
  until: three
\`\`\`
`;

function labOf(): Lab {
  const { lab } = parseLab({ text: Buffer.from(text), path: 'three.md', contentDir: '/nowhere' });
  if (!lab) throw new Error('The lab of this test is wrong');
  return lab;
}

const cells: Readonly<Record<string, Cell>> = { '1': 'holds', '0': 'fails', '?': 'unknown' };

/** Of each check its four cells, as a word of `0`, `1` and `?`; what was found as `RULE STEP OR CHECK @ STEP`. */
function judge(columns: { a: string; b: string; c: string; d: string }): string[] {
  const lab = labOf();
  const grid: Grid = new Map(
    checksOf(lab.steps).map((check) => [
      check,
      columns[check.id as 'a'].split('').map((letter) => cells[letter] ?? 'unknown'),
    ]),
  );
  return judgeGrid(lab, grid).map(
    ({ rule, check, step, at }) => `${rule} ${check ?? step} @ ${at ?? 'nothing'}`,
  );
}

const right = { a: '0111', b: '0010', c: '0001', d: '0000' };

describe('a grid', () => {
  test('of checks that begin to hold with their step, and end when they say so, is right', () => {
    expect(judge(right)).toEqual([]);
  });

  test.each<[what: string, columns: Partial<typeof right>, found: string[]]>([
    [
      'a check that holds before the first step',
      { a: '1111' },
      ['indistinct one @ nothing', 'vacuous a @ nothing'],
    ],
    ['one that holds before its step', { c: '0011' }, ['vacuous c @ two']],
    ['one that held long before', { c: '0101' }, []],
    ['one that ends', { a: '0101' }, ['ends a @ two']],
    ['one that never comes true', { a: '0000' }, ['indistinct one @ nothing', 'ends a @ one']],
    ['one that outlives its `until`', { b: '0011' }, ['lasts b @ three']],
    ['one that its own step ends, and that was there before', { d: '0010' }, ['vacuous d @ two']],
    ['what could not be asked is nobody’s fault', { a: '0?11', b: '??1?' }, []],
  ])('%s', (_, columns, found) => {
    expect(judge({ ...right, ...columns })).toEqual(found);
  });

  test('in which a step changes nothing places no learner', () => {
    expect(judge({ a: '0111', b: '0000', c: '0001', d: '0000' })).toEqual([
      'indistinct two @ one',
      'ends b @ two',
    ]);
  });
});
