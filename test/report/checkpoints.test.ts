import { expect, test } from 'vitest';
import type { Report, StepReport } from '../../runner/report/report.ts';
import { plainLine, summarize } from '../../runner/report/text/index.ts';

const step = (id: string, source: StepReport['source']): StepReport => ({
  ...{ id, title: id, line: 1, verdict: 'passed', source, durationMs: 0, blocks: [], checks: [] },
});

const summaryOf = (...steps: StepReport[]) => {
  const report: Report = {
    ...{
      lab: 'words',
      document: 'words.md',
      verdict: 'passed',
      engine: 'tcg',
      durationMs: 1200,
      problems: [],
    },
    steps,
  };
  return summarize(report, { slowness: 8, runAgain: '' }).map(plainLine);
};

test('a verdict that rests on checkpoints says so', () => {
  expect(summaryOf(step('one', 'checkpoint'), step('two', 'checkpoint'), step('three', 'ran'))).toEqual([
    expect.stringContaining('· 2 steps from checkpoints ·'),
  ]);
  expect(summaryOf(step('one', 'ran'))).toEqual([expect.not.stringContaining('checkpoint')]);
});
