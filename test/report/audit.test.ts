import { expect, test } from 'vitest';
import type { AuditLineReport, AuditReport } from '../../runner/report/audit-report.ts';
import { auditTable } from '../../runner/report/audit-table.ts';
import { createPlainReporter } from '../../runner/report/plain.ts';

const line = (more: Partial<AuditLineReport>): AuditLineReport => ({
  line: 10,
  text: 'true',
  step: 'one',
  block: 'make',
  verdict: 'caught',
  by: { kind: 'check', id: 'there', host: 'host1', line: 20, step: 'one', reason: null },
  failing: null,
  message: null,
  durationMs: 1200,
  ...more,
});

const report: AuditReport = {
  lab: 'lab',
  document: 'labs/lab.md',
  verdict: 'broken',
  durationMs: 60_000,
  grid: {
    steps: ['one', 'two'],
    rows: [
      {
        check: 'there',
        host: 'host1',
        line: 20,
        step: 'one',
        until: null,
        cells: ['fails', 'holds', 'fails'],
      },
      { check: 'on', host: 'host1', line: 22, step: 'one', until: 'two', cells: ['holds', 'holds', 'holds'] },
      { check: 'on', host: 'host2', line: 22, step: 'one', until: 'two', cells: ['fails', 'holds', 'fails'] },
      {
        check: 'late',
        host: 'host1',
        line: 40,
        step: 'two',
        until: null,
        cells: ['holds', 'fails', 'unknown'],
      },
    ],
  },
  untouched: [],
  findings: [
    { rule: 'ends', line: 20, step: 'one', at: 'two', check: 'there', host: 'host1' },
    { rule: 'vacuous', line: 22, step: 'one', at: null, check: 'on', host: 'host1' },
    { rule: 'lasts', line: 22, step: 'one', at: 'two', check: 'on', host: 'host1' },
    { rule: 'indistinct', line: 30, step: 'two', at: 'one', check: null, host: null },
  ],
  untried: 3,
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
      '# What the checks of lab mean',
      '',
      'Made by `lab audit lab`: every check is asked before the first step (0) and after each. 4 checks, 2 steps: **4 findings**.',
      '',
      '| check | step | 0 | 1 | 2 |',
      '| --- | --- | :-: | :-: | :-: |',
      '| `there` | one | · | ✓ | ✗ |',
      '| `on on host1` | one | ! | ✓ | ! |',
      '| `on on host2` | one | · | ✓ | · |',
      '| `late` | two | + | · | ? |',
      '',
      '- ✓ holds',
      '- · does not hold, nor has to',
      '- ! holds right before its step, or when it should just be over',
      '- + holds at another time when it does not have to',
      '- ✗ does not hold, and has to',
      '- ? could not be asked',
      '',
      '- line 20, ends: check there on host1 no longer holds after step two: say so with `until: two`, or mend the lab',
      '- line 22, vacuous: check on on host1 holds before the first step already: it proves nothing of step one',
      '- line 22, lasts: check on on host1 still holds after step two, where its `until` ends it: take `until` away, or say what does end',
      "- line 30, indistinct: no check tells step two from what was after step one: a learner can't be placed there",
      '',
      '## What catches each line that is left out',
      '',
      'Made by `lab audit lab --omit`: the lab is run once for each line, without it. 4 lines: 1 caught in their own step, 1 in a later one, 1 not known, **1 hole**, 3 not tried.',
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
      'after step    0 1 2',
      '1 one',
      '  there       · ✓ ✗',
      '  on on host1 ! ✓ !',
      '  on on host2 · ✓ ·',
      '2 two',
      '  late        + · ?',
      '',
      '✓  holds',
      '·  does not hold, nor has to',
      '!  holds right before its step, or when it should just be over',
      '+  holds at another time when it does not have to',
      '✗  does not hold, and has to',
      '?  could not be asked',
      '',
      'labs/lab.md:20  error  ends  check there on host1 no longer holds after step two: say so with `until: two`, or mend the lab',
      'labs/lab.md:22  error  vacuous  check on on host1 holds before the first step already: it proves nothing of step one',
      'labs/lab.md:22  warning  lasts  check on on host1 still holds after step two, where its `until` ends it: take `until` away, or say what does end',
      "labs/lab.md:30  error  indistinct  no check tells step two from what was after step one: a learner can't be placed there",
      '',
      'labs/lab.md:14  step one needs a check that fails without: touch    ␛[31mx',
      '',
      '! broken  lab · 4 checks · 2 steps · 3 errors · 1 warning · 4 lines · 1 caught in their own step · 1 in a later one · 1 not known · 1 hole · 3 not tried: the budget was used up · 1 min 0 s',
      '',
    ].join('\n'),
  );
});
