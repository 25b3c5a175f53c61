import type { Place } from '../document/place.ts';
import type { Manuscript } from './manuscript.ts';

/** Something that a reader will stumble over, and that keeps no lab from running: a warning. */
export interface Rule {
  /** What it reports, as a sentence of the manual. */
  readonly summary: string;
  find(manuscript: Manuscript): Iterable<Remark>;
}

export interface Remark {
  readonly at: Place;
  /** One or more lines: what is wrong, and how to mend it. */
  readonly message: string;
}
