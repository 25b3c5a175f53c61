import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../runner/execute/events.ts';
import { createReportBuilder } from '../../runner/report/index.ts';
import type { Report, StepReport } from '../../runner/report/report.ts';
import * as recorded from './recorded.ts';

type Options = Partial<Parameters<typeof createReportBuilder>[0]>;

function build(
  events: readonly RunEvent[],
  options: Options = {},
  restored: readonly StepReport[] = [],
): Report {
  const builder = createReportBuilder({ lab: recorded.lab, ...options });
  builder.restore(restored);
  for (const event of events) builder.add(event);
  return builder.finish({ durationMs: 7 });
}

/** Verdicts as `step: block check`, one a step. */
const verdicts = ({ steps }: Report) =>
  steps.map(({ verdict, blocks, checks }) =>
    [verdict, ...[...blocks, ...checks].map((entry) => entry.verdict)].join(' '),
  );

describe('a report', () => {
  test('of a run that passed holds every entry in document order', () => {
    expect(build(recorded.passing.slice(0, -1))).toMatchObject({
      lab: '01-lxc-basics',
      verdict: 'passed',
      engine: 'tcg',
      durationMs: 7,
      steps: [
        {
          id: 'create',
          line: 12,
          verdict: 'passed',
          source: 'ran',
          durationMs: 2600,
          blocks: [
            { id: 'create-test1', host: 'host1', line: 16, verdict: 'passed', exit: 0, durationMs: 2400 },
          ],
          checks: [{ id: 'test1-stopped', type: 'container', verdict: 'passed', attempts: 1 }],
        },
        { id: 'start', durationMs: 5700, checks: [{ attempts: 3, line: 50 }] },
      ],
      problems: [],
    });
    expect(build([])).not.toHaveProperty('broken');
  });

  test('says `blocked` of all that comes after a failure', () => {
    const report = build(recorded.failingBlock.slice(0, -1));
    expect(report.verdict).toBe('failed');
    expect(verdicts(report)).toEqual(['failed failed blocked', 'blocked blocked blocked']);
    expect(report.steps[0]?.blocks[0]).toMatchObject({ exit: 2, failedLine: 18, reason: 'exit' });
    expect(report.steps[1]?.blocks[0]).toMatchObject({
      exit: null,
      failedLine: null,
      reason: null,
      durationMs: 0,
    });
  });

  test('says `skipped` of steps that were not asked for', () => {
    const events = recorded.passing.slice(0, 11);
    expect(verdicts(build(events, { asked: ['create'] }))).toEqual([
      'passed passed passed',
      'skipped skipped skipped',
    ]);
    expect(build(events, { asked: ['create'] }).verdict).toBe('passed');
    expect(build([], { asked: [] }).verdict).toBe('skipped');
  });

  test('never says `passed` of a run that was broken off', () => {
    expect(build(recorded.passing.slice(0, 11)).verdict).toBe('blocked');
    expect(build([recorded.start]).verdict).toBe('blocked');
  });

  test('says `broken` of what was under way when a host broke', () => {
    const report = build(recorded.brokenHost.slice(0, -1));
    expect(report.verdict).toBe('broken');
    expect(verdicts(report)).toEqual(['passed passed passed', 'broken broken blocked']);
    expect(report.broken).toMatchObject({ host: 'host1' });
  });

  test('is broken where a host broke before anything ran', () => {
    const report = build([{ event: 'broken', host: null, message: 'Cannot build the image', console: '' }]);
    expect(report.verdict).toBe('broken');
    expect(verdicts(report)).toEqual(['blocked blocked blocked', 'blocked blocked blocked']);
  });

  test('takes steps that a checkpoint stands for as they were', () => {
    const restored = build(recorded.passing.slice(0, -1)).steps.slice(0, 1);
    const report = build([recorded.start], { asked: ['create'] }, restored);
    expect(report.verdict).toBe('passed');
    expect(report.steps[0]).toEqual({ ...restored[0], source: 'checkpoint' });
  });

  test('has an entry for each host of a block', () => {
    const [create] = recorded.lab.steps;
    const items =
      create?.items.map((item) => (item.kind === 'check' ? item : { ...item, hosts: ['host1', 'host2'] })) ??
      [];
    const lab = { ...recorded.lab, steps: [{ id: 'create', title: '', line: 12, items }] };
    const ends = [
      recorded.blockEnd('create', 'create-test1'),
      recorded.blockEnd('create', 'create-test1', {
        host: 'host2',
        verdict: 'failed',
        exit: 1,
        reason: 'exit',
      }),
    ];
    expect(build(ends, { lab }).steps[0]).toMatchObject({
      verdict: 'failed',
      blocks: [
        { host: 'host1', verdict: 'passed', exit: 0 },
        { host: 'host2', verdict: 'failed', exit: 1 },
      ],
      checks: [{ verdict: 'blocked' }],
    });
  });
});
