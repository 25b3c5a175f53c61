import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTurns } from '../../../runner/hosts/vm/turns.ts';

test('never more at once than there are turns, all in the order in which they came, failures included', async () => {
  const works = fc.array(fc.record({ waits: fc.integer({ min: 1, max: 5 }), fails: fc.boolean() }), {
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), works, async (atOnce, all) => {
      const inTurn = createTurns(atOnce);
      const begun: number[] = [];
      let [now, most] = [0, 0];
      const ended = await Promise.allSettled(
        all.map(({ waits, fails }, index) =>
          inTurn(async () => {
            begun.push(index);
            most = Math.max(most, ++now);
            for (let left = waits; left > 0; left--) await Promise.resolve();
            now--;
            if (fails) throw new Error(`work ${index}`);
            return index;
          }),
        ),
      );
      expect(begun).toEqual(all.map((_, index) => index));
      expect(most).toBe(Math.min(atOnce, all.length));
      expect(ended.map(({ status }) => status === 'rejected')).toEqual(all.map(({ fails }) => fails));
    }),
    { seed: 20_151_105, numRuns: 200 },
  );
});
