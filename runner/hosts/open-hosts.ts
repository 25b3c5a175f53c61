import type { Lab } from '../document/lab.ts';
import type { EngineName } from '../report/report.ts';
import type { Host } from './host.ts';

/** Of a lab whose hosts are to stay: what `lab status` says, and where the next command goes on. */
export interface KeptLab {
  readonly lab: Lab;
  /** The last step that was done; null where none was. */
  readonly step: string | null;
  /** What failed then: the block or the check, and its step. */
  readonly failed: { readonly step: string; readonly item: string } | null;
}

/** Hosts whose memory and disks can be saved and had again. */
export interface SavedHosts {
  /** The state that they went on from; null where they booted. */
  readonly restored: string | null;
  /** What the memory of all takes at most. */
  readonly memoryMiB: number;
  /** Freezes all at one moment and saves them into `folder`, to be found later as `home`; they go on. */
  save(place: { folder: string; home: string }): Promise<void>;
}

/** The hosts of a lab, ready for blocks. */
export interface OpenHosts {
  readonly hosts: ReadonlyMap<string, Host>;
  /** Null where no virtual machine is used. */
  readonly engine: EngineName | null;
  /** The largest factor of any host. */
  readonly slowness: number;
  /** Lets them outlive this process, as a lab that is up; absent where they are not ours to keep. */
  readonly keep?: (lab: KeptLab) => Promise<void>;
  /** How they are saved; absent where some of them can't be. */
  readonly saved?: SavedHosts;
  /** Puts all of them away; lets go of those that were kept. */
  dispose(): Promise<void>;
}
