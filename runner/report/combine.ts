import type { Reporter } from './reporter-options.ts';

/** Several reporters as one; each hears of everything, in this order. */
export function combineReporters(reporters: readonly Reporter[]): Reporter {
  return {
    handle: (event) => {
      for (const reporter of reporters) reporter.handle(event);
    },
    close: () => {
      for (const reporter of reporters) reporter.close();
    },
  };
}
