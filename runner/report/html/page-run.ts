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

/** A run on a page, with its place among all. */
export interface NumberedRun extends PageRun {
  readonly number: number;
}
