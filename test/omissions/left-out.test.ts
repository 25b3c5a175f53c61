import { describe, expect, test } from 'vitest';
import { linesOf } from '../../runner/audit/lines.ts';
import type { CheckOutcome } from '../../runner/checks/poll.ts';
import type { Check, Lab } from '../../runner/document/lab.ts';
import { closestOmission } from '../../runner/omissions/left-out.ts';
import { placeOmissions } from '../../runner/omissions/place.ts';
import type { Omission, Omissions } from '../../runner/omissions/record.ts';
import type { Failing } from '../../runner/report/audit-report.ts';
import { judgeWork } from '../../runner/verify/judge.ts';
import { checksOf } from '../../runner/verify/checks-of.ts';
import { labOf } from '../document/parse.ts';

const document = `---
title: Site
---

## Make

\`\`\`sh id=make
mkdir /srv/site
chmod 700 /srv/site
echo hello >/srv/site/page
echo hello >/srv/site/page
\`\`\`

\`\`\`yaml check
- { file: /srv/site, id: folder }
- { file: /srv/site, id: mode, mode: '0700' }
- { file: /srv/site/page, id: page }
\`\`\`

## Use

\`\`\`sh id=use
ln -s /srv/site/page /root/one
ln -s /srv/site/page /root/two
\`\`\`

\`\`\`yaml check
- { file: /root/one, id: one }
- { file: /root/two, id: two }
- { file: /root/three, id: three }
- { file: /root/four, id: four }
\`\`\`
`;
const lab = labOf(document, 'labs/site.md');

const fails = (...keys: string[]): Failing[] =>
  keys.map((key) => {
    const [check = '', observed = 'is not there'] = key.split(': ');
    return { check, host: 'host1', observed };
  });
const omission = (text: string, failing: Failing[] | null, more: Partial<Omission> = {}): Omission => ({
  ...{ step: 'make', block: 'make', text, verdict: 'caught', by: null, message: null, failing },
  ...more,
});
const inUse = { step: 'use', block: 'use' };
const record: Omissions = {
  untouched: [
    { step: 'make', failing: fails('folder', 'mode', 'page') },
    { step: 'use', failing: fails('one', 'two', 'three', 'four') },
  ],
  lines: [
    omission('mkdir /srv/site', fails('folder', 'mode', 'page')),
    omission('chmod 700 /srv/site', fails('mode: 0755')),
    omission('echo hello >/srv/site/page', fails('page')),
    omission('echo hello >/srv/site/page', fails('page: is empty')),
    omission('ln -s /srv/site/page /root/one', fails('one', 'two: a', 'three'), inUse),
    omission('ln -s /srv/site/page /root/two', fails('one', 'two: b', 'three'), inUse),
  ],
};

/** A learner for whom this fails, and all else holds. */
function standing(of: Lab, failing: Failing[]) {
  const outcomes = new Map<Check, CheckOutcome>(
    checksOf(of.steps).map((check) => {
      const found = failing.find((each) => each.check === check.id);
      const rest = { expected: '', unanswered: null, attempts: 1, durationMs: 1 } as const;
      return [check, { verdict: found ? 'failed' : 'passed', observed: found?.observed ?? '', ...rest }];
    }),
  );
  return { lab: of, outcomes, ...judgeWork(of.steps, outcomes) };
}
const leftOut = (...keys: string[]) => closestOmission(standing(lab, fails(...keys)), record);

describe('what was probably left out', () => {
  test('is the line without which the same checks fail', () => {
    expect(leftOut('mode: 0755')).toEqual({
      lines: [{ line: 9, text: 'chmod 700 /srv/site', step: 'make' }],
      exact: true,
      cases: 6,
    });
  });

  test('is told by what was observed where the same checks fail', () => {
    expect(leftOut('page')?.lines.map(({ line }) => line)).toEqual([10]);
    expect(leftOut('page: is empty')?.lines.map(({ line }) => line)).toEqual([11]);
  });

  test('may be one of several', () => {
    expect(leftOut('page: is a folder')?.lines.map(({ line }) => line)).toEqual([10, 11]);
  });

  test('need not be alike in every check', () => {
    expect(leftOut('one', 'two: b')).toMatchObject({ exact: false, lines: [{ line: 24 }] });
  });

  test('is nothing where no case is close, or none explains the first wrong thing', () => {
    expect(leftOut('one')).toBeNull();
    const lines = [omission('ln -s /srv/site/page /root/two', fails('two', 'three'), inUse)];
    const work = standing(lab, fails('one', 'two', 'three'));
    expect(closestOmission(work, { untouched: [], lines })).toBeNull();
    expect(leftOut()).toBeNull();
  });

  test('is nothing of a step that is not begun', () => {
    expect(leftOut('folder', 'mode', 'page')).toBeNull();
    expect(leftOut('one', 'two', 'three', 'four')).toBeNull();
  });

  test('is nothing of a later step, nor by what fails there', () => {
    // Whoever has not done a step fails its checks: they say nothing of the one before.
    expect(leftOut('mode: 0755', 'one', 'two', 'three', 'four')?.lines).toMatchObject([{ line: 9 }]);
  });

  test('is no line that stands there no longer', () => {
    const changed = labOf(document.replace('chmod 700', 'chmod 0700'), 'labs/site.md');
    expect(closestOmission(standing(changed, fails('mode: 0755')), record)).toBeNull();
  });

  test('does not count what could not be asked', () => {
    const work = standing(lab, fails('one', 'two: b'));
    const three = checksOf(lab.steps).find(({ id }) => id === 'three');
    if (three)
      work.outcomes.set(three, {
        ...{ verdict: 'failed', expected: '', observed: 'not asked', unanswered: 'no-answer' },
        ...{ attempts: 0, durationMs: 0 },
      });
    expect(closestOmission(work, record)).toMatchObject({ exact: true, lines: [{ line: 24 }] });
  });
});

test('lines are found where they stand now, equal ones in their order', () => {
  const moved = labOf(document.replace('## Make\n', '## Make\n\nMore prose.\n'), 'labs/site.md');
  const placed = [...placeOmissions(linesOf(moved), record.lines)];
  expect(placed.map(([{ line }]) => line)).toEqual([10, 11, 12, 13, 25, 26]);
  expect(placed.map(([, found]) => found)).toEqual(record.lines);
});
