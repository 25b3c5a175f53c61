import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Check, Step } from '../../runner/document/lab.ts';
import { findFirstWrong, findPosition } from '../../runner/verify/position.ts';
import { check, makeSteps } from './lab.ts';

/** The sentence of DESIGN §4, word by word, with no regard to how long it takes. */
function naive(steps: readonly Step[], holds: (check: Check) => boolean) {
  const indexOf = (id: string) => steps.findIndex((step) => step.id === id);
  const checksUpTo = (last: number) =>
    steps.flatMap(({ items }, index) => (index > last ? [] : items.filter((item) => item.kind === 'check')));
  const isLeftOut = ({ until }: Check, p: number) =>
    until !== null && (indexOf(until) === p || indexOf(until) < p || indexOf(until) === p + 1);
  let position = -1;
  for (let p = 0; p < steps.length; p++) {
    const counted = checksUpTo(p).filter((each) => !isLeftOut(each, p));
    if (counted.every(holds)) position = p;
  }
  const candidates = checksUpTo(position + 1).filter((each) => !isLeftOut(each, position));
  return { position, firstWrong: candidates.find((each) => !holds(each))?.id ?? null };
}

function located(steps: readonly Step[], failing: ReadonlySet<string>) {
  const fails = ({ id }: Check) => failing.has(id);
  const position = findPosition(steps, (each) => !fails(each));
  return { position, firstWrong: findFirstWrong(steps, { position, fails })?.id ?? null };
}

/** Labs of up to six steps, each check with or without an `until` at its own step or a later one, failing or not. */
const work = fc
  .array(fc.array(fc.record({ fails: fc.boolean(), until: fc.option(fc.nat(6)) }), { maxLength: 4 }), {
    maxLength: 6,
  })
  .map((drafts) => {
    const failing = new Set<string>();
    const steps = makeSteps(
      drafts.map((checks, step) =>
        checks.map(({ fails, until }, index) => {
          const id = `c${step}-${index}`;
          if (fails) failing.add(id);
          const at = until === null ? null : Math.min(step + until, drafts.length - 1);
          return check(id, { until: at === null ? null : `s${at + 1}` });
        }),
      ),
    );
    return { steps, failing };
  });

describe('position and firstWrong', () => {
  test('are what the design says, for any lab and any work', () => {
    fc.assert(
      fc.property(work, ({ steps, failing }) => {
        const expected = naive(steps, ({ id }) => !failing.has(id));
        expect(located(steps, failing)).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  test('something is wrong exactly where the last step is not reached', () => {
    fc.assert(
      fc.property(work, ({ steps, failing }) => {
        const { position, firstWrong } = located(steps, failing);
        expect(firstWrong === null).toBe(position === steps.length - 1);
      }),
    );
  });

  const lab = makeSteps([
    [check('a'), check('a-open', { until: 's3' })],
    [check('b')],
    [check('c')],
    [check('d')],
  ]);
  test.each<[what: string, failing: string[], position: number, firstWrong: string | null]>([
    ['nothing done', ['a', 'a-open', 'b', 'c', 'd'], -1, 'a'],
    ['the first step done', ['b', 'c', 'd'], 0, 'b'],
    ['the step under way may have ended what it ends', ['a-open', 'c', 'd'], 1, 'c'],
    ['it may not be ended before', ['a-open', 'b', 'c', 'd'], -1, 'a-open'],
    ['the end, with what is over', ['a-open'], 3, null],
    ['the end, with what might be over and is not', [], 3, null],
    ['the last step wrong', ['a-open', 'd'], 2, 'd'],
  ])('%s', (_, failing, position, firstWrong) => {
    expect(located(lab, new Set(failing))).toEqual({ position, firstWrong });
  });

  test('a check whose `until` is its own step never counts once that step is under way', () => {
    const steps = makeSteps([[check('a')], [check('between', { until: 's2' }), check('b')]]);
    expect(located(steps, new Set(['between', 'b']))).toEqual({ position: 0, firstWrong: 'b' });
    expect(located(steps, new Set(['between']))).toEqual({ position: 1, firstWrong: null });
  });

  test('steps without checks are passed on the way', () => {
    expect(located(makeSteps([[], [], [check('c')]]), new Set(['c']))).toEqual({
      position: 1,
      firstWrong: 'c',
    });
  });
});
