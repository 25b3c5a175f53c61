import type { Check, Step } from '../document/lab.ts';

/** The checks of some steps, in the order of the document. */
export function checksOf(steps: readonly Step[]): Check[] {
  return steps.flatMap(({ items }) => items.filter((item) => item.kind === 'check'));
}
