import type { Lab } from '../document/lab.ts';
import type { EngineName } from '../report/report.ts';
import type { SshHosts } from './ssh/index.ts';
import type { Target } from './target.ts';

/** Long work on the way to a host: what, in words, and whether that ends it. */
export type OnProgress = (progress: {
  activity: string;
  message: string;
  done: boolean;
  elapsedMs: number;
}) => void;

export interface OpenHostsOptions {
  readonly lab: Lab;
  /** By name of the host; those not named are virtual machines. */
  readonly targets: ReadonlyMap<string, Target>;
  /** Machines that are connected already and stay so afterwards. Without, each is connected to without a question. */
  readonly sshHosts?: SshHosts;
  readonly engine: 'auto' | EngineName;
  /** Only an engine whose hosts can be saved will do, for something rests on their checkpoints. By default any. */
  readonly savable?: boolean;
  /** Finds a saved state of machines by what it depends on; only where all hosts are virtual. Null boots them. */
  readonly findState?: (machines: string) => Promise<string | null>;
  /** Ends the start; what had been started is put away. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}
