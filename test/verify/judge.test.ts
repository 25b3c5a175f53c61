import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CheckOutcome } from '../../runner/checks/poll.ts';
import type { Check } from '../../runner/document/lab.ts';
import { judgeStep, judgeWork } from '../../runner/verify/judge.ts';
import { makeCheck } from '../checks/make-check.ts';
import { check, makeSteps, outcome } from './lab.ts';

const passed = outcome('passed');
const failed = outcome('failed');
const noAnswer = outcome('failed', 'no-answer');
const cannotAsk = outcome('broken', 'cannot-ask');
const hostBroken = outcome('broken', 'host-broken');

const http = (id: string, common: Partial<Check> = {}) =>
  makeCheck('http', { http: 'http://10.0.0.1/' }, { id, ...common });
const container = (id: string, common: Partial<Check> = {}) =>
  makeCheck('container', { container: 'test1', state: 'RUNNING' }, { id, ...common });
const inside = (id: string, common: Partial<Check> = {}) => check(id, { container: 'test1', ...common });

/** What is said of each check of a lab, by the answers in the same order. */
function judge(steps: readonly (readonly Check[])[], answers: readonly CheckOutcome[]) {
  const checks = steps.flat();
  const outcomes = new Map(checks.map((each, index) => [each, answers[index] ?? failed]));
  const { position, firstWrong, verdicts } = judgeWork(makeSteps(steps), outcomes);
  const said = checks.map((each) => verdicts.get(each));
  return { position, firstWrong: firstWrong?.id ?? null, said };
}

describe('blocked, not failed', () => {
  test('is what fails in steps after the one under way', () => {
    expect(
      judge([[check('a')], [check('b')], [check('c'), check('d')]], [passed, failed, failed, passed]),
    ).toEqual({
      position: 0,
      firstWrong: 'b',
      said: ['passed', 'failed', 'blocked', 'passed'],
    });
  });

  test('is not what fails for itself in the step under way', () => {
    expect(judge([[check('a'), check('b')]], [failed, failed]).said).toEqual(['failed', 'failed']);
  });

  test('is what asks over the network after something failed in the step', () => {
    expect(judge([[check('a'), http('web')]], [failed, failed]).said).toEqual(['failed', 'blocked']);
    expect(judge([[http('web'), check('a')]], [failed, failed]).said).toEqual(['failed', 'failed']);
  });

  test('is what looks into a container that an earlier check found missing', () => {
    expect(judge([[container('run'), inside('file')]], [failed, noAnswer]).said).toEqual([
      'failed',
      'blocked',
    ]);
  });

  test('is not what looked into that container and found something wrong', () => {
    expect(judge([[container('address'), inside('file')]], [failed, failed]).said).toEqual([
      'failed',
      'failed',
    ]);
  });

  test('is not what looks into another container, or one of another host', () => {
    const other = inside('file', { container: 'test2' });
    const elsewhere = inside('file', { host: 'host2' });
    expect(judge([[container('run'), other]], [failed, noAnswer]).said).toEqual(['failed', 'failed']);
    expect(judge([[container('run'), elsewhere]], [failed, noAnswer]).said).toEqual(['failed', 'failed']);
  });

  test('is the second check inside a container that does not run, where none is about the container itself', () => {
    expect(judge([[inside('a'), inside('b')]], [noAnswer, noAnswer]).said).toEqual(['failed', 'blocked']);
  });

  test('is what lacks a tool after something failed on that host, and in later steps', () => {
    expect(judge([[check('a'), check('b')]], [failed, cannotAsk]).said).toEqual(['failed', 'blocked']);
    expect(judge([[check('a')], [check('b')]], [failed, cannotAsk]).said).toEqual(['failed', 'blocked']);
  });
});

describe('broken, which is no mistake of the learner', () => {
  test('is what lacks a tool where nothing failed before', () => {
    expect(judge([[check('a'), check('b')]], [passed, cannotAsk])).toEqual({
      position: -1,
      firstWrong: null,
      said: ['passed', 'broken'],
    });
  });

  test('is everything on a host that is gone, in later steps too', () => {
    const [a, b, c] = [check('a'), check('b', { host: 'host2' }), check('c', { host: 'host2' })];
    expect(judge([[a, b], [c]], [failed, hostBroken, hostBroken]).said).toEqual([
      'failed',
      'broken',
      'broken',
    ]);
  });

  test('a host that is gone blocks what may have needed it, and no more', () => {
    const gone = check('gone', { host: 'host2' });
    const run = makeCheck('command', { command: 'curl http://host2/' }, { id: 'curl' });
    const answers = [hostBroken, failed, failed, failed];
    expect(judge([[gone, http('web'), run, check('own')]], answers)).toEqual({
      position: -1,
      firstWrong: 'own',
      said: ['broken', 'blocked', 'blocked', 'failed'],
    });
  });
});

describe('over', () => {
  test('is what a step under way or done has ended: it is skipped', () => {
    const open = check('open', { until: 's2' });
    expect(judge([[check('a'), open], [check('b')]], [passed, failed, failed])).toEqual({
      position: 0,
      firstWrong: 'b',
      said: ['passed', 'skipped', 'failed'],
    });
    expect(judge([[check('a'), open], [check('b')]], [passed, noAnswer, passed]).said).toEqual([
      'passed',
      'skipped',
      'passed',
    ]);
  });

  test('is not what a later step ends that has not begun', () => {
    const open = check('open', { until: 's3' });
    expect(judge([[open], [check('b')], [check('c')]], [failed, failed, failed]).said).toEqual([
      'failed',
      'blocked',
      'blocked',
    ]);
  });
});

test('a step alone: what failed in it, whatever stands before and after', () => {
  const [step] = makeSteps([[check('a', { until: 's1' }), check('b'), http('web')]]);
  const [a, b, web] = (step?.items ?? []) as Check[];
  if (!step || !a || !b || !web) throw new TypeError('no such step');
  const outcomes = new Map([
    [a, failed],
    [b, failed],
    [web, failed],
  ]);
  const said = (isOver: (check: Check) => boolean) => [...judgeStep(step, { outcomes, isOver }).values()];
  expect(said(() => false)).toEqual(['failed', 'failed', 'blocked']);
  expect(said((each) => each === a)).toEqual(['skipped', 'failed', 'blocked']);
});

describe('for any answers', () => {
  const answer = fc.constantFrom(passed, failed, noAnswer, cannotAsk, hostBroken);
  const makers = [check, http, container, inside];
  const draft = fc.record({ answer, maker: fc.nat(3), until: fc.option(fc.nat(4)), host: fc.nat(2) });
  const work = fc.array(fc.array(draft, { maxLength: 4 }), { minLength: 1, maxLength: 5 }).map((drafts) => {
    const outcomes = new Map<Check, CheckOutcome>();
    const steps = drafts.map((checks, step) =>
      checks.map((each, index) => {
        const until = each.until === null ? null : `s${Math.min(step + each.until, drafts.length - 1) + 1}`;
        const made = (makers[each.maker] ?? check)(`c${step}-${index}`, { until, host: `host${each.host}` });
        outcomes.set(made, each.answer);
        return made;
      }),
    );
    return { steps: makeSteps(steps), outcomes };
  });

  test('every check gets a verdict, what holds is passed, and a gone host is never the learner', () => {
    fc.assert(
      fc.property(work, ({ steps, outcomes }) => {
        const { verdicts } = judgeWork(steps, outcomes);
        for (const [each, { verdict, unanswered }] of outcomes) {
          const said = verdicts.get(each);
          if (verdict === 'passed') expect(said).toBe('passed');
          else expect(said).toMatch(/^(failed|blocked|skipped|broken)$/);
          if (unanswered === 'host-broken') expect(said).toBe('broken');
          if (said === 'failed') expect(verdict).toBe('failed');
        }
      }),
    );
  });

  test('where all is short of the end, something failed or the machinery broke; at the end, nothing failed', () => {
    fc.assert(
      fc.property(work, ({ steps, outcomes }) => {
        const { position, firstWrong, verdicts } = judgeWork(steps, outcomes);
        const said = new Set(verdicts.values());
        const isAtEnd = position === steps.length - 1;
        if (isAtEnd) expect(said.has('failed') || said.has('blocked')).toBe(false);
        else expect(said.has('failed') || said.has('broken')).toBe(true);
        expect(firstWrong !== null).toBe(said.has('failed'));
      }),
    );
  });
});
