import { dropCheckpoints } from '../checkpoints/index.ts';
import type { Lab } from '../document/lab.ts';
import type { AuditLineReport } from '../report/audit-report.ts';
import { finerLab, pieceWith } from './finer.ts';
import { listenForFailure } from './first-failure.ts';
import { type AuditOptions, goOnOrTell } from './go-on-or-tell.ts';
import type { AuditLine } from './lines.ts';
import { runWithout } from './run-without.ts';
import { spread } from './spread.ts';

export type { Open } from './go-on.ts';
export { fillGrid } from './grid.ts';
export { reportAudit } from './report.ts';
export { tookIn } from './limits.ts';
export { type AuditLine, linesOf } from './lines.ts';

export interface AuditLinesOptions extends AuditOptions {
  /** Lines to leave out, one at a time. */
  readonly lines: readonly AuditLine[];
  /** Names what the saved states of its hosts depend on. */
  readonly machines: string;
  readonly onLine: (line: AuditLineReport) => void;
  /** For all lines; each step has its share, and its lines are tried all over it as long as that lasts. */
  readonly budgetMs: number;
}

/**
 * Leaves out one line of a lab at a time and runs on until something fails, and then to the end of that step. Each such
 * run begins right before the block of its line: for that the step is done once, unbroken, and saved before each of its
 * blocks.
 */
export async function auditLines(options: AuditLinesOptions): Promise<AuditLineReport[]> {
  const { lab, lines, budgetMs } = options;
  const reports = new Map<AuditLine, AuditLineReport>();
  const endMs = performance.now() + budgetMs;
  let untold = lines.length;
  for (const step of new Set(lines.map((line) => line.step))) {
    const ofStep = lines.filter((line) => line.step === step);
    const finer = finerLab(lab, step);
    const nowMs = performance.now();
    const stepEndMs = nowMs + ((endMs - nowMs) * ofStep.length) / untold;
    untold -= ofStep.length;
    try {
      const failure = await saveBeforeBlocks(options, { finer, step, lines: ofStep });
      for (const line of spread(ofStep)) {
        if (performance.now() >= stepEndMs) break;
        const report = await auditLine(options, { finer, line, failure });
        options.onLine(report);
        reports.set(line, report);
      }
    } finally {
      await dropFiner(options, finer);
    }
  }
  return lines.flatMap((line) => reports.get(line) ?? []);
}

/** Null where all is there; else what failed although nothing was left out. */
async function saveBeforeBlocks(
  options: AuditLinesOptions,
  { finer, step, lines }: { finer: Lab; step: string; lines: readonly AuditLine[] },
): Promise<string | null> {
  const last = Math.max(...lines.map(({ block }) => pieceWith(finer, block)));
  const after = finer.steps[last - 1]?.id ?? null;
  // Of a step that stays whole, and before its first block, the hosts are there already.
  if (after === null || options.lab.steps.some(({ id }) => id === after)) return null;
  const found = listenForFailure(options.lab);
  await goOnOrTell(options, found, {
    lab: finer,
    after,
    toEnd: false,
    saves: true,
    run: ({ hosts }) => ({ lab: finer, hosts }),
    say: `step ${step}, unbroken`,
  });
  const { by, broken } = found.outcome();
  if (!by && broken === null) return null;
  return `Unbroken, step ${step} failed this time: ${broken ?? `${by?.kind ?? ''} ${by?.id ?? ''}`}`;
}

async function auditLine(
  options: AuditLinesOptions,
  { finer, line, failure }: { finer: Lab; line: AuditLine; failure: string | null },
): Promise<AuditLineReport> {
  const startedMs = performance.now();
  const { by, broken, failing } =
    failure === null ? await runWithout(options, finer, line) : { by: null, broken: failure, failing: null };
  const { line: at, text, step, block } = line;
  const verdict = by ? 'caught' : broken === null ? 'hole' : 'broken';
  const durationMs = Math.round(performance.now() - startedMs);
  return { line: at, text, step, block, verdict, by, failing, message: by ? null : broken, durationMs };
}

/** What only the audit wanted. */
async function dropFiner({ lab, machines }: AuditLinesOptions, finer: Lab): Promise<void> {
  await dropCheckpoints(finer, { keep: lab, machines });
}
