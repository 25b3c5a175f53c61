import type { Item, Lab, Step } from '../document/lab.ts';

/**
 * The lab with one of its steps cut into pieces, each a block with the checks behind it: so that the hosts can be had
 * as they are before each block. Steps before and after stay as they are. A step with a block in the background stays
 * whole, for that ends with its step.
 */
export function finerLab(lab: Lab, stepId: string): Lab {
  return { ...lab, steps: lab.steps.flatMap((step) => (step.id === stepId ? piecesOf(step) : [step])) };
}

/** Index of the step or piece in which a block stands; 0 for none, where all begins. */
export function pieceWith({ steps }: Lab, block: string | null): number {
  const index = steps.findIndex(({ items }) =>
    items.some((item) => item.kind !== 'check' && item.id === block),
  );
  return Math.max(0, index);
}

function piecesOf(step: Step): Step[] {
  if (step.items.some((item) => item.kind === 'shell' && item.background)) return [step];
  const pieces: Item[][] = [];
  for (const item of step.items) {
    const last = pieces.at(-1);
    // Checks before the first block go with it.
    const isOpen = last && (item.kind === 'check' || last.every(({ kind }) => kind === 'check'));
    if (isOpen) last.push(item);
    else pieces.push([item]);
  }
  // No step of a document has such an id.
  return pieces.map((items, index) => ({ ...step, id: `${step.id}/${index + 1}`, items }));
}
