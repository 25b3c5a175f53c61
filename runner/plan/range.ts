import type { Step } from '../document/lab.ts';
import { suggest } from '../document/nearest.ts';

/** The call names a step that the lab has not, or steps in the wrong order (exit status 2). */
export class UnknownStep extends Error {
  override readonly name = 'UnknownStep';
}

/** Index of a step by its id. Throws `UnknownStep` with the nearest id. */
export const findStep = (steps: readonly Step[], id: string): number => {
  const index = steps.findIndex((step) => step.id === id);
  if (index !== -1) return index;
  const ids = steps.map((step) => step.id);
  throw new UnknownStep(`Unknown step \`${id}\`.\n${suggest(id, ids)}`);
};

/** The steps from one to another, both included; `null` is the first and the last. Throws `UnknownStep`. */
export const rangeOf = (
  steps: readonly Step[],
  range: { from: string | null; until: string | null },
): Step[] => {
  const from = range.from === null ? 0 : findStep(steps, range.from);
  const until = range.until === null ? steps.length - 1 : findStep(steps, range.until);
  if (from > until && range.from !== null && range.until !== null) {
    throw new UnknownStep(
      `Step \`${range.from}\` comes after \`${range.until}\`.\nGive \`--from\` the earlier one.`,
    );
  }
  return steps.slice(from, until + 1);
};
