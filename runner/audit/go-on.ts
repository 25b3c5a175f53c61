import { createCheckpoints, type Found } from '../checkpoints/index.ts';
import type { Lab, Step } from '../document/lab.ts';
import { createSessions, execute, type Sessions } from '../execute/index.ts';
import type { RunEvent } from '../execute/events.ts';
import type { Host } from '../hosts/host.ts';
import type { OpenHosts, OpenHostsOptions } from '../hosts/index.ts';
import { createReportBuilder } from '../report/build.ts';

export type Open = (start: Pick<OpenHostsOptions, 'findState'>) => Promise<OpenHosts>;

export interface GoOnOptions {
  /** As it is in the document, maybe cut finer: what the hosts went through up to `after`. */
  readonly lab: Lab;
  /** Id of the step after which hosts are wanted; null for before the first. */
  readonly after: string | null;
  /** What to do on the hosts, and the lab to do it of. Its steps follow those that are known, one for one. */
  readonly run: (open: OpenHosts) => { lab: Lab; hosts: ReadonlyMap<string, Host> };
  /** Whether to go on to the last step; else only to what was wanted. */
  readonly toEnd: boolean;
  /** Keep the hosts as they are after each step. */
  readonly saves: boolean;
  readonly open: Open;
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
  /** What to do then, on the hosts as they were opened and in the same sessions; `passed` where all that ran did. */
  readonly then?: (open: OpenHosts, end: { passed: boolean; sessions: Sessions }) => Promise<void>;
}

/** Goes on with a lab from hosts as they were after a step, or after the last one before it of which that is known. */
export async function goOn(options: GoOnOptions): Promise<void> {
  const { lab, after, toEnd, saves, signal, emit } = options;
  const checkpoints = createCheckpoints({ lab, upTo: after });
  let known: Found = { folder: null, reports: [], toAsk: [] };
  const open = await options.open({
    findState: async (machines) => {
      known = await checkpoints.find(machines);
      return known.folder;
    },
  });
  try {
    const { lab: changed, hosts } = options.run(open);
    const sessions = createSessions(changed);
    const builder = createReportBuilder({ lab: changed });
    const done = known.reports.length;
    const end = toEnd ? changed.steps.length : changed.steps.findIndex(({ id }) => id === after) + 1;
    const onPassed = async ({ id }: Step) => {
      const report = builder.finish({ durationMs: 0 }).steps.find((step) => step.id === id) ?? null;
      if (saves && open.saved) await (await checkpoints.save({ report, hosts: open.saved })).whole;
    };
    await execute({
      // Its files were put before its first step.
      lab: done > 0 ? { ...changed, files: [] } : changed,
      steps: changed.steps.slice(done, end),
      hosts,
      sessions,
      signal,
      emit: (event) => {
        builder.add(event);
        emit(event);
      },
      onPassed,
    });
    const ran = builder.finish({ durationMs: 0 }).steps.slice(done, end);
    await options.then?.(open, { sessions, passed: ran.every(({ verdict }) => verdict === 'passed') });
  } finally {
    await open.dispose();
  }
}
