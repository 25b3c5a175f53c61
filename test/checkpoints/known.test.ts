import { expect, test } from 'vitest';
import type { LabState } from '../../runner/checkpoints/keys.ts';
import { type SavedStep, whatIsKnown } from '../../runner/checkpoints/known.ts';
import type { StepReport } from '../../runner/report/report.ts';

const started: LabState = { step: null, key: '', judgedInside: '', judgedAfter: '', checksInside: 0 };

const state = (step: string, judged: Partial<LabState> = {}): LabState => ({
  ...started,
  ...{ step, key: step, judgedInside: 'in', judgedAfter: 'after', checksInside: 1, ...judged },
});

/** A step that was judged by one check inside it and one after its last block. */
function saved(id: string): SavedStep {
  const check = {
    type: 'file',
    host: 'host1',
    line: 1,
    verdict: 'passed' as const,
    expected: '',
    observed: '',
  };
  const checks = ['inside', 'after'].map((each) => ({ id: each, ...check, attempts: 1, durationMs: 0 }));
  const report: StepReport = {
    ...{ id, title: id, line: 1, verdict: 'passed', source: 'ran', durationMs: 0, blocks: [], checks },
  };
  return { report, judgedInside: 'in', judgedAfter: 'after' };
}

test('a step that is judged as it was is known, whatever it is called now', () => {
  expect(whatIsKnown([started, state('renamed')], [saved('step')])).toMatchObject({
    reports: [{ id: 'renamed', checks: [{ id: 'inside' }, { id: 'after' }] }],
    toAsk: [],
  });
});

test('where only checks behind its last block differ, they are to be asked', () => {
  const changed = state('two', { judgedAfter: 'else' });
  expect(whatIsKnown([started, state('one'), changed], [saved('one'), saved('two')])).toMatchObject({
    reports: [{ id: 'one' }, { id: 'two', checks: [{ id: 'inside' }] }],
    toAsk: [changed],
  });
});

test.each([
  ['another output', [saved('one'), saved('two')], { judgedInside: 'else' }],
  ['nobody saved it', [saved('one'), null], {}],
  ['nobody saved it, nor any before', [], {}],
])('a step has to run: %s', (_, steps, judged) => {
  expect(whatIsKnown([started, state('one'), state('two', judged)], steps)).toBeNull();
});

test('hosts that have just started need no step', () => {
  expect(whatIsKnown([started], [])).toEqual({ reports: [], toAsk: [] });
});
