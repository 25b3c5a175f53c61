import { expect, test } from 'vitest';
import type { AuditLineReport, AuditReport } from '../../runner/report/audit-report.ts';
import { auditTable } from '../../runner/report/audit-table.ts';
import { createPlainReporter } from '../../runner/report/plain.ts';

const line = (more: Partial<AuditLineReport>): AuditLineReport => ({
  line: 10,
  text: 'true',
  step: 'one',
  verdict: 'caught',
  by: { kind: 'check', id: 'there', host: 'host1', line: 20, step: 'one', reason: null },
  message: null,
  durationMs: 1200,
  ...more,
});

const report: AuditReport = {
  lab: 'lab',
  document: 'labs/lab.md',
  verdict: 'broken',
  durationMs: 60_000,
  lines: [
    line({}),
    line({
      line: 12,
      text: 'echo `x` | cat\ndone',
      by: { kind: 'block', id: 'show', host: 'host1', line: 30, step: 'two', reason: 'output' },
    }),
    line({ line: 14, text: 'touch\t\u001b[31mx', verdict: 'hole', by: null }),
    line({ line: 16, verdict: 'broken', by: null, message: 'host1 died\nits console' }),
  ],
};

test('the table names what caught each line, the step where it is another one, and nothing', () => {
  expect(auditTable(report)).toBe(
    [
      '# What catches each line of lab that is left out',
      '',
      'Made by `lab audit lab`: the lab is run once for each line, without it. 4 lines: 1 caught in their own step, 1 in a later one, 1 not known, **1 hole**.',
      '',
      '| line | left out | step | caught by |',
      '| ---: | --- | --- | --- |',
      '| 10 | `true` | one | check `there` |',
      '| 12 | `` echo `x` \\| cat … `` | one | block `show` of step two, output |',
      '| 14 | `touch\t\u001b[31mx` | one | **nothing** |',
      '| 16 | `true` | one | not known: host1 died |',
      '',
    ].join('\n'),
  );
});

test('a log has each line as it comes, and the holes once more at the end', () => {
  let text = '';
  const stream = { write: (written: string) => Boolean((text += written)) };
  const reporter = createPlainReporter({ stream, runAgain: () => '' });
  for (const each of report.lines) reporter.handle({ event: 'audit-line', ...each });
  reporter.handle({ event: 'audit', ...report });
  expect(text).toBe(
    [
      '✓ caught    10  true  check there, 1.2 s',
      '✓ caught    12  echo `x` | cat  block show (output) of the later step two, 1.2 s',
      '✗ hole      14  touch    ␛[31mx  nothing fails without it, 1.2 s',
      '! broken    16  true  host1 died its console, 1.2 s',
      '',
      'labs/lab.md:14  step one needs a check that fails without: touch    ␛[31mx',
      '',
      '! broken  lab · 4 lines · 1 caught in their own step · 1 in a later one · 1 not known · 1 hole · 1 min 0 s',
      '',
    ].join('\n'),
  );
});
