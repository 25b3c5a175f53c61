import type { Report } from '../report.ts';
import type { Heard } from './heard.ts';

/** What is known of a run beside its lab. */
export interface Known {
  /** In the order in which they came. */
  readonly heard: readonly Heard[];
  /** Null of a run that was stopped. */
  readonly report: Report | null;
  /** What blocks printed, by `itemKey`. */
  readonly printed: ReadonlyMap<string, string>;
  /** When that ended which never came to an end of its own. */
  readonly cutMs: number;
}

/** Neither ids nor host names hold a blank. */
export const itemKey = (block: string, host: string): string => `${block} ${host}`;
