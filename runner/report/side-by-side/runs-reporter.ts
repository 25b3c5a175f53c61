import { combineReporters } from '../combine.ts';
import type { Reporter } from '../reporter-options.ts';

/** One run of one lab, among all runs of a call. */
export interface Run {
  /** Its place in the order of the call, from 1. */
  readonly number: number;
  readonly lab: string;
  /** Of this lab, from 1. */
  readonly repetition: number;
  /** Whether there is more than one of it. */
  readonly isRepeated: boolean;
  /** What tells it from the others: `01-lxc-basics.ja`, `web (2 of 5)`. */
  readonly name: string;
}

/** Shows several runs. What it handles itself is of no run, or of the one that goes on alone. */
export interface RunsReporter extends Reporter {
  /**
   * Hears of one run; its `close` says that the run is over. To be called for every run, in the order of the call,
   * before any begins.
   */
  follow(run: Run): Reporter;
}

/** A reporter that is told of one run after the other. */
export function oneByOne(reporter: Reporter): RunsReporter {
  return {
    ...reporter,
    follow: () => ({
      handle: (event) => {
        reporter.handle(event);
      },
      close: () => undefined,
    }),
  };
}

/** Several reporters as one; each hears of everything, in this order. */
export function combineRunsReporters(reporters: readonly RunsReporter[]): RunsReporter {
  return {
    ...combineReporters(reporters),
    follow: (run) => combineReporters(reporters.map((reporter) => reporter.follow(run))),
  };
}
