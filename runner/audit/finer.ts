import type { Item, Lab, Step } from '../document/lab.ts';

/**
 * The lab with one of its steps cut into pieces, each a block with the checks behind it: so that the hosts can be had
 * as they are before each block. Steps before and after stay as they are. A step with a block in the background stays
 * whole, for that ends with its step.
 */
export function finerLab(lab: Lab, stepId: string): Lab {
  return { ...lab, steps: lab.steps.flatMap((step) => (step.id === stepId ? piecesOf(step) : [step])) };
}

/** The lab with all pieces from one on as one step: what is to be done from there to the end of the step. */
export function joinedFrom(lab: Lab, index: number): Lab {
  const [first] = lab.steps.slice(index);
  const whole = first && wholeOf(first);
  if (whole === null || !first) return lab;
  const isPiece = (step: Step, at: number) => at >= index && wholeOf(step) === whole;
  const items = lab.steps.filter(isPiece).flatMap((step) => step.items);
  const steps = lab.steps.flatMap((step, at) =>
    step === first ? [{ ...step, items }] : isPiece(step, at) ? [] : [step],
  );
  return { ...lab, steps };
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

/** Id of the step that a piece is of; null for a step that is whole. */
function wholeOf({ id }: Step): string | null {
  return /^(.*)\/\d+$/.exec(id)?.[1] ?? null;
}
