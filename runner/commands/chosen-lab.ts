import type { Lab, Step } from '../document/lab.ts';
import type { ReadLab } from '../document/read.ts';

/** A lab, and which of its steps are to run. */
export interface ChosenLab extends Pick<ReadLab, 'problems'> {
  readonly lab: Lab;
  readonly steps: readonly Step[];
}
