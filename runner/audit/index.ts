import { dropCheckpoints } from '../checkpoints/index.ts';
import type { Lab } from '../document/lab.ts';
import { HostBroken } from '../hosts/host.ts';
import type { AuditLineReport } from '../report/audit-report.ts';
import { finerLab, pieceWith } from './finer.ts';
import { type FailureListener, listenForFailure, type Outcome } from './first-failure.ts';
import { goOn, type Open } from './go-on.ts';
import { impatientHosts, limitTimes, type Took } from './limits.ts';
import type { AuditLine } from './lines.ts';
import { withoutLine } from './without.ts';

export type { Open } from './go-on.ts';
export { tookIn } from './limits.ts';
export { type AuditLine, linesOf } from './lines.ts';

export interface AuditOptions {
  /** Passes, and its hosts can be had as they are after each of its steps. */
  readonly lab: Lab;
  /** Lines to leave out, one at a time. */
  readonly lines: readonly AuditLine[];
  /** How long everything took when nothing was left out. */
  readonly took: Took;
  /** Names what the saved states of its hosts depend on. */
  readonly machines: string;
  readonly open: Open;
  readonly signal: AbortSignal;
  /** What goes on, for whoever waits. */
  readonly onProgress: (message: string) => void;
  readonly onLine: (line: AuditLineReport) => void;
}

/**
 * Leaves out one line of a lab at a time and runs on until something fails. Each such run begins right before the block
 * of its line: for that the step is done once, unbroken, and saved before each of its blocks.
 */
export async function auditLines(options: AuditOptions): Promise<AuditLineReport[]> {
  const { lab, lines } = options;
  const reports: AuditLineReport[] = [];
  for (const step of new Set(lines.map((line) => line.step))) {
    const ofStep = lines.filter((line) => line.step === step);
    const finer = finerLab(lab, step);
    try {
      const failure = await saveBeforeBlocks(options, { finer, step, lines: ofStep });
      for (const line of ofStep) {
        const report = await auditLine(options, { finer, line, failure });
        options.onLine(report);
        reports.push(report);
      }
    } finally {
      await dropFiner(options, finer);
    }
  }
  return reports;
}

/** Null where all is there; else what failed although nothing was left out. */
async function saveBeforeBlocks(
  options: AuditOptions,
  { finer, step, lines }: { finer: Lab; step: string; lines: readonly AuditLine[] },
): Promise<string | null> {
  const last = Math.max(...lines.map(({ block }) => pieceWith(finer, block)));
  const until = finer.steps[last - 1]?.id ?? null;
  // Of a step that stays whole, and before its first block, the hosts are there already.
  if (until === null || options.lab.steps.some(({ id }) => id === until)) return null;
  const found = listenForFailure(options.lab);
  await goOnOrTell(options, found, {
    lab: finer,
    after: until,
    until,
    saves: true,
    run: ({ hosts }) => ({ lab: finer, hosts }),
    say: `step ${step}, unbroken`,
  });
  const { by, broken } = found.outcome();
  if (!by && broken === null) return null;
  return `Unbroken, step ${step} failed this time: ${broken ?? `${by?.kind ?? ''} ${by?.id ?? ''}`}`;
}

async function auditLine(
  options: AuditOptions,
  { finer, line, failure }: { finer: Lab; line: AuditLine; failure: string | null },
): Promise<AuditLineReport> {
  const startedMs = performance.now();
  const { by, broken } =
    failure === null ? await runWithout(options, finer, line) : { by: null, broken: failure };
  const { line: at, text, step } = line;
  const verdict = by ? 'caught' : broken === null ? 'hole' : 'broken';
  const durationMs = Math.round(performance.now() - startedMs);
  return { line: at, text, step, verdict, by, message: by ? null : broken, durationMs };
}

async function runWithout(options: AuditOptions, finer: Lab, line: AuditLine): Promise<Outcome> {
  const { took, lab } = options;
  const found = listenForFailure(lab);
  const extraMs = (line.block === null ? undefined : took.byId.get(line.block)) ?? 0;
  await goOnOrTell(options, found, {
    lab: finer,
    after: finer.steps[pieceWith(finer, line.block) - 1]?.id ?? null,
    until: null,
    saves: false,
    run: ({ hosts, slowness }) => {
      const impatient = impatientHosts(hosts, took);
      const asSlow = Math.max(...[...impatient.values()].map((host) => host.slowness));
      return {
        lab: limitTimes(withoutLine(finer, line), { took, extraMs, slowness, asSlow }),
        hosts: impatient,
      };
    },
    say: `line ${line.line} left out`,
  });
  return found.outcome();
}

type Going = Pick<Parameters<typeof goOn>[0], 'lab' | 'after' | 'until' | 'saves' | 'run'>;

/** A host that can't be had is told as one that breaks on the way is. */
async function goOnOrTell(
  { open, signal, onProgress }: AuditOptions,
  found: FailureListener,
  { say, ...going }: Going & { say: string },
): Promise<void> {
  onProgress(say);
  try {
    // A signal of its own: what listens to it goes with the run.
    await goOn({ ...going, open, signal: AbortSignal.any([signal]), emit: found.add });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof HostBroken)) throw error;
    found.add({ event: 'broken', host: error.host, message: error.message, console: error.console });
  }
}

/** What only the audit wanted. */
async function dropFiner({ lab, machines }: AuditOptions, finer: Lab): Promise<void> {
  await dropCheckpoints(finer, { keep: lab, machines });
}
