import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report, StepReport } from '../../runner/report/report.ts';
import { sumUp } from '../../runner/report/repetitions.ts';
import { describeRepetitions, plainLine } from '../../runner/report/text/index.ts';

const check = (more: Partial<StepReport['checks'][number]> = {}) => ({
  id: 'web',
  type: 'http',
  host: 'host1',
  line: 20,
  verdict: 'passed' as const,
  expected: '',
  observed: '',
  attempts: 1,
  durationMs: 40,
  ...more,
});

const step = (more: Partial<StepReport> = {}): StepReport => ({
  id: 'serve',
  title: 'Serve it',
  line: 12,
  verdict: 'passed',
  source: 'ran',
  durationMs: 1000,
  blocks: [],
  checks: [check()],
  ...more,
});

const run = (steps: StepReport[], more: Partial<Report> = {}): Report => ({
  lab: 'web',
  document: 'web.md',
  verdict: 'passed',
  engine: null,
  durationMs: 5000,
  steps,
  problems: [],
  ...more,
});

test('times are of what passed, and polls of what had to be asked again', () => {
  const { steps, ...whole } = sumUp([
    run([step({ durationMs: 1000 })], { durationMs: 4000 }),
    run([step({ durationMs: 4000, checks: [check({ attempts: 7, durationMs: 3000 })] })]),
    run(
      [step({ verdict: 'failed', durationMs: 9000, checks: [check({ attempts: 16, durationMs: 8000 })] })],
      {
        verdict: 'failed',
        durationMs: 12_000,
      },
    ),
  ]);
  expect(whole).toMatchObject({ runs: 3, passed: 2, durationMs: { least: 4000, median: 4500, most: 5000 } });
  expect(steps).toEqual([
    {
      id: 'serve',
      runs: 3,
      passed: 2,
      durationMs: { least: 1000, median: 2500, most: 4000 },
      polls: [
        {
          id: 'web',
          host: 'host1',
          line: 20,
          mostAttempts: 16,
          durationMs: { least: 40, median: 3000, most: 8000 },
        },
      ],
    },
  ]);
});

test('what came from a checkpoint, was blocked or not asked for did not run', () => {
  const { steps } = sumUp([
    run([
      step({ source: 'checkpoint' }),
      step({ id: 'next', verdict: 'blocked' }),
      step({ id: 'last', verdict: 'skipped' }),
    ]),
    run([step({ source: 'checkpoint' }), step({ id: 'next' }), step({ id: 'last', verdict: 'skipped' })]),
  ]);
  expect(steps.map(({ id, runs }) => [id, runs])).toEqual([['next', 1]]);
});

test('only the three polls that once took longest are told', () => {
  const checks = [1, 5, 3, 4].map((durationMs) => check({ id: `c${durationMs}`, durationMs, attempts: 2 }));
  expect(sumUp([run([step({ checks })])]).steps[0]?.polls.map(({ id }) => id)).toEqual(['c5', 'c4', 'c3']);
});

describe('the table', () => {
  test('stands in columns, whatever the names', () => {
    const reports = [step(), step({ id: '起動', verdict: 'failed', checks: [] })];
    const lines = describeRepetitions(sumUp([run(reports, { verdict: 'failed' })])).map(plainLine);
    expect(lines).toEqual([
      '',
      'web · 0 of 1 run passed',
      '  step        passed       median        least         most',
      '  serve          1/1        1.0 s        1.0 s        1.0 s',
      '  起動           0/1',
    ]);
  });

  test('of any runs has a line a step and poll, and no control character', () => {
    const anyStep = fc.record({
      id: fc.string({ minLength: 1 }),
      verdict: fc.constantFrom('passed', 'failed', 'broken', 'blocked', 'skipped'),
      durationMs: fc.nat(),
      attempts: fc.nat({ max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(anyStep), { minLength: 1 }), (runs) => {
        const reports = runs.map((steps) =>
          run(
            steps.map(({ attempts, ...each }) =>
              step({ ...each, checks: [check({ attempts, durationMs: each.durationMs })] }),
            ),
          ),
        ) as [Report, ...Report[]];
        const summary = sumUp(reports);
        const lines = describeRepetitions(summary).map(plainLine);
        expect(lines).toHaveLength(
          3 + summary.steps.length + summary.steps.flatMap(({ polls }) => polls).length,
        );
        expect(lines.join('')).not.toMatch(/\p{Cc}/u);
        for (const { runs: ran, passed, durationMs } of summary.steps) {
          expect(passed).toBeLessThanOrEqual(ran);
          if (durationMs)
            expect(durationMs.least <= durationMs.median && durationMs.median <= durationMs.most).toBe(true);
        }
      }),
    );
  });
});
