import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  closestCases,
  compareLikeness,
  leastLikeness,
  likenessOf,
  type Case,
} from '../../runner/omissions/closest.ts';

const failing = fc.record({
  check: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  host: fc.constantFrom('host1', 'host2'),
  observed: fc.constantFrom('nothing', 'something'),
});
const keyOf = ({ check, host }: { check: string; host: string }) => `${check} ${host}`;
const state: fc.Arbitrary<Case> = fc
  .uniqueArray(failing, { selector: keyOf, maxLength: 8 })
  .map((each) => ({ failing: each }));
const options = { seed: 20_151_120, numRuns: 1000 };

test('likeness goes both ways, is whole for the same checks and none for others', () => {
  fc.assert(
    fc.property(state, state, (one, other) => {
      const like = likenessOf(one, other);
      expect(like).toEqual(likenessOf(other, one));
      const [keys, others] = [one, other].map((each) => each.failing.map(keyOf).sort());
      expect(like.checks === 1).toBe(keys?.length !== 0 && JSON.stringify(keys) === JSON.stringify(others));
      expect(like.checks === 0).toBe(!keys?.some((key) => others?.includes(key)));
      expect(like.observations).toBeLessThanOrEqual(Math.min(one.failing.length, other.failing.length));
    }),
    options,
  );
});

test('the closest are all as close, none of the rest is closer, and nothing far is among them', () => {
  fc.assert(
    fc.property(fc.array(state, { maxLength: 12 }), state, (cases, here) => {
      const likeness = (each: Case) => likenessOf(each, here);
      const closest = closestCases(cases, likeness);
      const best = closest.likeness;
      for (const each of cases) {
        const order = best ? compareLikeness(likeness(each), best) : -1;
        expect(order).toBeLessThanOrEqual(0);
        expect(closest.cases.includes(each)).toBe(order === 0);
        if (!best) expect(likeness(each).checks).toBeLessThan(leastLikeness);
      }
      if (best) expect(best.checks).toBeGreaterThanOrEqual(leastLikeness);
    }),
    options,
  );
});

test('a case that is recorded is found again, alone or among its like', () => {
  fc.assert(
    fc.property(fc.array(state, { minLength: 1, maxLength: 12 }), fc.nat(), (cases, at) => {
      const here = cases[at % cases.length];
      if (!here || here.failing.length === 0) return;
      const closest = closestCases(cases, (each) => likenessOf(each, here));
      expect(closest.likeness).toEqual({ checks: 1, observations: here.failing.length });
      expect(closest.cases).toContain(here);
    }),
    options,
  );
});

test('what is not known of a check does not count', () => {
  const one = { check: 'a', host: 'host1', observed: 'x' };
  const other = { check: 'b', host: 'host1', observed: 'x' };
  const there = { failing: [one, other] };
  expect(likenessOf(there, { failing: [one] })).toEqual({ checks: 0.5, observations: 1 });
  expect(likenessOf(there, { failing: [one] }, (key) => key !== 'b host1')).toEqual({
    checks: 1,
    observations: 1,
  });
});
