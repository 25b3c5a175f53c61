import type { Recording } from '../recording/index.ts';

/** A run, and the text files that were gathered when something failed. */
export interface PageRun {
  readonly recording: Recording;
  readonly files: readonly EvidenceText[];
}

export interface EvidenceText {
  readonly name: string;
  readonly text: string;
}

/** A run on a page. */
export interface NumberedRun extends PageRun {
  /** Its place in the order of the call, from 1. */
  readonly number: number;
}
