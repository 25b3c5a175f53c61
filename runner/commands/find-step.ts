import type { Lab } from '../document/lab.ts';
import { suggest } from '../document/nearest.ts';
import { UsageError } from './usage-error.ts';

/** Index of a step by its id. Throws UsageError with the nearest id where the lab has no such step. */
export function findStep(lab: Lab, id: string): number {
  const ids = lab.steps.map((step) => step.id);
  const index = ids.indexOf(id);
  if (index === -1) throw new UsageError(`${lab.document} has no step ${id}\n${suggest(id, ids)}`);
  return index;
}
