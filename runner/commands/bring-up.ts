import { createCheckpoints } from '../checkpoints/index.ts';
import { type KeptLab, openHosts } from '../hosts/index.ts';
import type { EngineName } from '../report/report.ts';
import type { Reporter } from '../report/reporter.ts';
import { keepHosts } from './after-run.ts';
import { exitStatus } from './exit-status.ts';
import { interruptSignal } from './interrupted.ts';
import { runLab, type RunLabOptions } from './run-lab.ts';

/** Brings the hosts of a lab up as they are after the last of `steps`, leaves them there, and resolves with the exit status. */
export async function bringUp({
  engine,
  isFresh,
  failed = null,
  ...options
}: Pick<RunLabOptions, 'lab' | 'problems' | 'steps' | 'reporter'> & {
  engine: 'auto' | EngineName;
  isFresh: boolean;
  /** What is next, and failed before: the last of `steps` ends right before it. */
  failed?: KeptLab['failed'];
}): Promise<number> {
  const { lab, steps } = options;
  const checkpoints = isFresh ? null : createCheckpoints({ lab, upTo: steps.at(-1)?.id ?? null });
  // Where there is nothing to run, nothing rests on a checkpoint either.
  const savable = !isFresh && steps.length > 0;
  const interrupt = interruptSignal();
  const { signal } = interrupt;
  try {
    const report = await runLab({
      ...options,
      reporter: options.steps.length === 0 ? withoutSteps(options.reporter) : options.reporter,
      signal,
      ...(checkpoints && { checkpoints }),
      openHosts: (start) => openHosts({ lab, targets: new Map(), engine, savable, signal, ...start }),
      afterwards: async (done) => {
        if (done.report.verdict === 'passed' || done.report.verdict === 'skipped')
          await keepHosts({ lab, ...done, failed });
      },
    });
    return exitStatus([report]);
  } finally {
    interrupt.release();
  }
}

/** Where no step was asked for, a report that says so would only puzzle. */
function withoutSteps(reporter: Reporter): Reporter {
  return {
    ...reporter,
    handle: (event) => {
      if (event.event !== 'report' || event.verdict !== 'skipped') reporter.handle(event);
    },
  };
}
