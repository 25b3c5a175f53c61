import type { Lab } from '../document/lab.ts';
import type { OpenHosts } from '../hosts/index.ts';
import type { AuditLineReport } from '../report/audit-report.ts';
import { joinedFrom, pieceWith } from './finer.ts';
import { listenForFailure } from './first-failure.ts';
import { type AuditOptions, goOnOrTell } from './go-on-or-tell.ts';
import { impatientHosts, limitTimes, restMs } from './limits.ts';
import type { AuditLine } from './lines.ts';
import { typeOn } from './type-on.ts';
import { askWhatFails } from './what-fails.ts';
import { withoutLine } from './without.ts';

/** What came of running without a line. */
export interface Without extends Pick<AuditLineReport, 'by' | 'failing'> {
  /** Why the machinery broke; null where it did not. */
  readonly broken: string | null;
}

/**
 * Runs a lab without one of its lines, from right before its block on, until something fails; then does the rest of that
 * step as a learner who does not notice, and asks what `lab verify` would ask. `finer` is the lab with its step in pieces.
 */
export async function runWithout(options: AuditOptions, finer: Lab, line: AuditLine): Promise<Without> {
  const { lab, took, signal } = options;
  const found = listenForFailure(lab);
  const index = pieceWith(finer, line.block);
  const extraMs = (line.block === null ? undefined : took.byId.get(line.block)) ?? 0;
  let failing: Without['failing'] = null;
  const hurried = ({ hosts, slowness }: OpenHosts) => {
    const impatient = impatientHosts(hosts, took);
    const asSlow = Math.max(...[...impatient.values()].map((host) => host.slowness));
    const without = withoutLine(joinedFrom(finer, index), line);
    return { lab: limitTimes(without, { took, extraMs, slowness, asSlow }), hosts: impatient };
  };
  await goOnOrTell(options, found, {
    lab: finer,
    after: finer.steps[index - 1]?.id ?? null,
    toEnd: true,
    saves: false,
    run: hurried,
    then: async (open, { sessions }) => {
      const { by, failed, broken } = found.outcome();
      const { lab: changed, hosts } = hurried(open);
      const step = changed.steps.find(({ items }) => items.some(({ id }) => id === by?.id));
      if (!by || !step || broken !== null) return;
      const limitMs = restMs(took, step);
      if (await typeOn({ lab: changed, step, failed, hosts, sessions, limitMs, signal }))
        failing = await askWhatFails(lab, { step: by.step, hosts, took, signal });
    },
    say: `line ${line.line} left out`,
  });
  const { by, broken } = found.outcome();
  return { by, broken, failing };
}
