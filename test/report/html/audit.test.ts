import { expect, test } from 'vitest';
import type { AuditReport } from '../../../runner/report/audit-report.ts';
import { renderAudit } from '../../../runner/report/html/index.ts';
import { attributeOf, elementsOf, ofClass, textOf } from './dom.ts';

const hostile = '<script>alert(1)</script> </code> & "\u001b[31m';

const report: AuditReport = {
  lab: 'words',
  document: 'labs/words.md',
  verdict: 'failed',
  durationMs: 61_000,
  grid: {
    steps: ['write', 'use'],
    rows: [
      {
        check: 'work',
        host: 'host1',
        line: 9,
        step: 'write',
        until: null,
        cells: ['fails', 'holds', 'holds'],
      },
      {
        check: 'still',
        host: 'host1',
        line: 31,
        step: 'use',
        until: null,
        cells: ['fails', 'holds', 'holds'],
      },
    ],
  },
  untouched: [],
  findings: [{ rule: 'vacuous', line: 31, step: 'use', at: 'write', check: 'still', host: 'host1' }],
  lines: [
    {
      line: 12,
      text: hostile,
      step: 'write',
      block: null,
      verdict: 'hole',
      by: null,
      failing: null,
      message: null,
      durationMs: 10,
    },
    {
      line: 14,
      text: 'true',
      step: 'use',
      block: 'b',
      verdict: 'broken',
      by: null,
      failing: null,
      message: hostile,
      durationMs: 10,
    },
  ],
  untried: 3,
};

test('the page has the grid, what is wrong with it, and the lines that were left out', () => {
  const elements = elementsOf(renderAudit(report));
  const rows = elements
    .filter(({ tagName }) => tagName === 'tr')
    .map((row) => textOf(row).replaceAll('\n', ' ').trim());
  expect(rows).toEqual([
    '012',
    '1 write',
    'work·✓✓',
    '2 use',
    'still·!✓',
    'lineleft outstepcaught by',
    expect.stringMatching(/^12<script>.*writenothing$/),
    expect.stringMatching(/^14trueusenot known <script>/),
  ]);
  const [finding] = ofClass(elements, 'trouble');
  expect(finding && textOf(finding)).toContain(
    'line 31: check still on host1 holds after step write already',
  );
  expect(textOf(elements.find(({ tagName }) => tagName === 'main') as never)).toContain('3 lines not tried');
});

test('nothing in it is markup of somebody else, and nothing is loaded', () => {
  const elements = elementsOf(renderAudit(report));
  expect(elements.filter(({ tagName }) => ['script', 'img', 'link', 'iframe'].includes(tagName))).toEqual([]);
  const policy = elements.find((each) => attributeOf(each, 'http-equiv') === 'Content-Security-Policy');
  expect(policy && attributeOf(policy, 'content')).toMatch(/^default-src 'none';/);
  expect(renderAudit(report)).not.toContain('\u001b');
});
