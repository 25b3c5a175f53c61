import type { Lab } from '../document/lab.ts';

/** A lab that ends right before a block or a check of one of its steps; after the step before where that is no longer there. */
export function labBefore(lab: Lab, { step: id, item }: { step: string; item: string }): Lab {
  const index = lab.steps.findIndex((step) => step.id === id);
  const before = lab.steps.slice(0, Math.max(0, index));
  const step = lab.steps[index];
  const items =
    step?.items.slice(
      0,
      Math.max(
        0,
        step.items.findIndex((each) => each.id === item),
      ),
    ) ?? [];
  return { ...lab, steps: step && items.length > 0 ? [...before, { ...step, items }] : before };
}
