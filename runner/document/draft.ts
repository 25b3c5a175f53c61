import type { VFile } from 'vfile';
import type { CheckType } from '../checks/types.ts';
import type { HostNames } from './hosts.ts';
import type { Item } from './lab.ts';
import type { Place } from './place.ts';

/** What reading needs of a check type: everything but asking. */
export type CheckDescription = Omit<CheckType, 'ask' | 'sequential'>;

/** What reading a block or a check needs to know of the document. */
export interface Context {
  readonly file: VFile;
  readonly hosts: HostNames;
  readonly checkTypes: ReadonlyMap<string, CheckDescription>;
}

/** A block or check whose id is not settled: derived ids give way to those that the document gives. */
export interface Draft {
  readonly id: { readonly text: string; readonly at: Place } | null;
  /** What a derived id is made of; null for blocks, which are counted. */
  readonly stem: string | null;
  readonly until: { readonly step: string; readonly at: Place } | null;
  items(id: string): readonly Item[];
}
