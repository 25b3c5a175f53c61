import type { LabHost } from '../../document/lab.ts';
import type { EngineName } from '../../report/report.ts';
import type { Image } from './image.ts';
import type { NetworkCard } from './network-card.ts';
import type { RunFolders } from './run-folder.ts';
import type { Ended, Supervisor } from './supervisor.ts';

/** A way of running virtual machines. Outside its own folder nothing more is known of it than this. */
export interface EngineKind {
  readonly engine: EngineName;
  /** What runs a host, in words. */
  readonly program: string;
  /** Of that program: where it changes, trials are made anew and saved states are of no use. */
  version(image: Image): Promise<string>;
  readonly trial: EngineTrialTerms;
  /** Why such hosts can't be had with it at all; null where they can. */
  unfit(wanted: WantedHosts): Promise<string | null>;
  /** Starts a host; where it is to go on `from` a state, resolves once it does. */
  start(options: StartOptions): Promise<StartedHost>;
  /** Of a host's sockets that which says, by being there to connect to, that it runs; nobody is disturbed by it. */
  readonly socket: string;
  /** Whether a process with this command line is such a host's, by its folder. */
  isHost(process: { words: readonly string[]; folder: string }): boolean;
  /** Where a host's process ended for want of room: two lines about what is full. Null where it ended otherwise. */
  whatIsFull(ended: HostFolders & Ended): Promise<string | null>;
  /** Resolves when a host stands still because its disk can't grow; never resolves otherwise. */
  noticeFullDisk(options: { folder: string; signal: AbortSignal }): Promise<void>;
  /** How running hosts are saved with their memory and had again; null where they can't be. */
  readonly states: EngineStates | null;
}

export interface WantedHosts {
  readonly hosts: readonly LabHost[];
  /** Whether they are to reach what is outside this machine. */
  readonly internet: boolean;
}

/** How an engine is tried. */
export interface EngineTrialTerms {
  /** A kernel that has not booted and finished by then never will. */
  readonly limitMs: number;
  /** What a quiet machine was measured at: a busy one may seem to lose less, and would get too little time. */
  readonly leastSlowness: number;
  /** Why there is no use in a start; null where there may be. */
  problem(image: Image): Promise<string | null>;
  /** Boots as far as to the workload; its output has what the guest said. `folder` is empty and goes afterwards. */
  command(options: { image: Image; folder: string }): readonly string[];
  /** What the guest says last where all went well; null where the workload's figures say so. */
  readonly passed: string | null;
}

export interface HostFolders {
  /** Of the host's sockets and console; short. */
  readonly folder: string;
  /** Of its disk. */
  readonly diskFolder: string;
}

export interface StartOptions {
  readonly host: LabHost;
  readonly interfaces: readonly NetworkCard[];
  readonly image: Image;
  /** Read-only ext4 images: what each is, and its path. */
  readonly extraDisks: readonly { readonly serial: string; readonly path: string }[];
  readonly folders: RunFolders;
  /** The host's own, there already. */
  readonly folder: string;
  readonly supervisor: Supervisor;
  readonly from: SavedState | null;
  readonly signal: AbortSignal;
}

/** Where hosts were saved, and how each waits there for the others. */
export interface SavedState {
  readonly folder: string;
  /** Resolves when all hosts are as they were saved. */
  readonly whenAllAreThere: () => Promise<void>;
}

/** A host's process. */
export interface StartedHost {
  readonly ended: Promise<Ended>;
  /** What the host writes to; a file that is saved gives way to another one. */
  disk: string;
  readonly diskMiB: number;
}

/** A running host as saving sees it. */
export interface SavableHost extends StartedHost {
  readonly name: string;
  readonly folder: string;
}

export interface EngineStates {
  /** What a saved state of hosts depends on besides image, mirror and agent. */
  facts(wanted: WantedHosts & { image: Image }): readonly unknown[];
  /**
   * Freezes all hosts at one moment, saves memory and disks into a folder, and lets them go on. `home` is where that
   * folder will be found later.
   */
  save(options: {
    machines: readonly SavableHost[];
    folder: string;
    home: string;
    signal: AbortSignal;
  }): Promise<void>;
}
