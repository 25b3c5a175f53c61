import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spread } from '../../runner/audit/spread.ts';

test('every beginning is spread over the whole', () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7])).toEqual([0, 4, 2, 6, 1, 5, 3, 7]);
  expect(spread([0, 1, 2, 3, 4])).toEqual([0, 4, 2, 1, 3]);
});

test('nothing is lost, nothing comes twice', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 100 }), (items) => {
      expect(spread(items).sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
    }),
  );
});
