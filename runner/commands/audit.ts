import {
  auditLines,
  type AuditLine,
  fillGrid,
  linesOf,
  type Open,
  reportAudit,
  tookIn,
} from '../audit/index.ts';
import { createCheckpoints } from '../checkpoints/index.ts';
import { parseDuration } from '../document/duration.ts';
import type { Lab } from '../document/lab.ts';
import type { ReadLab } from '../document/read.ts';
import { fingerprintHosts, openHosts } from '../hosts/index.ts';
import type { AuditReport } from '../report/audit-report.ts';
import { auditTable } from '../report/audit-table.ts';
import { renderAudit } from '../report/html/index.ts';
import { createReporter, type Reporter } from '../report/reporter.ts';
import type { Call, Command } from './command.ts';
import { engineOption, readSavingEngine } from './engine-option.ts';
import { exitStatus } from './exit-status.ts';
import { findStep } from './find-step.ts';
import { interruptSignal } from './interrupted.ts';
import { openOutputFile } from './output-file.ts';
import { openRecord } from './open-record.ts';
import { outputOptions } from './output-options.ts';
import { readDocuments } from './read-documents.ts';
import { rejectDocuments } from './reject-documents.ts';
import { readReporter, reporterOption } from './reporter-option.ts';
import { requireMachines } from './require-machines.ts';
import { runLab } from './run-lab.ts';
import { UsageError } from './usage-error.ts';

export const audit: Command = {
  usage: 'audit LAB',
  summary: 'Asks every check of a lab after every step: does each one mean something?',
  details: [
    'Each check is asked before the first step and after every step, on hosts as they were then, from checkpoints. One that holds before its own step proves nothing there; one that stops holding later has to say so (`until`); and a step that no check tells from the one before leaves `lab verify` unable to place a learner.',
    'With --omit, a line is a command, a fence with `file=`, or an entry of `files`. One that can be left out without anything failing is a hole. Each line costs a run from right before it: do it on a machine that has little else to do.',
  ],
  options: {
    omit: {
      type: 'boolean',
      help: 'also leave out one line at a time, and show what catches it, and what nothing does',
    },
    step: { type: 'string', takes: 'STEP', help: 'leave out only the lines of this step' },
    line: { type: 'string', takes: 'N', help: 'leave out only what begins on this line of the document' },
    budget: { type: 'string', takes: 'TIME', help: 'for leaving out, such as 10m: each step has its share' },
    record: {
      type: 'boolean',
      help: 'keep the result beside the lab, for people and for `lab verify`: audit/LAB.md and audit/LAB.json; what was left out earlier stays in both',
    },
    output: { type: 'string', takes: 'FILE', help: 'write the result there, as Markdown' },
    html: { type: 'string', takes: 'FILE', help: 'write the result there, as a page for a browser' },
    engine: engineOption,
    reporter: reporterOption,
    yes: { type: 'boolean', short: 'y', help: 'do not ask before installing packages' },
  },
  examples: [
    'lab audit 01-lxc-basics',
    'lab audit my-lab.md --omit --step create',
    'lab audit 02-ipvs-iptables --omit --budget 30m --record',
  ],
  run: async (call) => {
    const documents = await readDocuments(call.positionals);
    const reporter = createReporter({ kind: readReporter(call), ...outputOptions() });
    try {
      const [document] = documents;
      if (!document?.lab) return rejectDocuments(documents, reporter);
      const { lab, problems } = document;
      const [lines, budgetMs] = [chooseLines(lab, call), readBudget(call)];
      const write = openOutput(call, lab);
      await requireMachines({ yes: call.values['yes'] === true });
      return await auditLab(call, { lab, problems, lines, budgetMs, write, reporter });
    } finally {
      reporter.close();
    }
  },
};

/** None without `--omit` or what only makes sense with it. Throws UsageError where there is nothing to leave out. */
function chooseLines(lab: Lab, { values: { omit, step, line, budget } }: Call): AuditLine[] {
  if (![omit, step, line, budget].some((value) => value !== undefined)) return [];
  const all = linesOf(lab);
  const id = typeof step === 'string' ? lab.steps[findStep(lab, step)]?.id : undefined;
  const chosen = all.filter(
    (each) => (id === undefined || each.step === id) && (line === undefined || String(each.line) === line),
  );
  if (chosen.length > 0) return chosen;
  const where = typeof line === 'string' ? `on line ${line}` : 'there';
  const next = all.find((each) => each.line > Number(line) && (id === undefined || each.step === id));
  throw new UsageError(
    `${lab.document} has no command that begins ${where}${next ? `\nThe next one begins on line ${next.line}` : ''}`,
  );
}

/** Where the result is to be written. Throws UsageError where it can't be. */
function openOutput({ values: { record, output, html } }: Call, lab: Lab): (report: AuditReport) => void {
  const open = (option: string, path: unknown) =>
    typeof path === 'string' ? openOutputFile({ option, path, isMarkdown: option === '--output' }) : null;
  const [table, page] = [open('--output', output), open('--html', html)];
  const keep = record ? openRecord(lab) : null;
  return (report) => {
    table?.write(auditTable(report));
    page?.write(renderAudit(report));
    keep?.(report);
  };
}

function readBudget({ values: { budget } }: Call): number {
  const budgetMs = typeof budget === 'string' ? parseDuration(budget) : Infinity;
  if (budgetMs !== null && budgetMs > 0) return budgetMs;
  throw new UsageError(`Expected a duration such as \`10m\` after --budget, not \`${String(budget)}\``);
}

interface Auditing extends Pick<ReadLab, 'problems'> {
  readonly lab: Lab;
  readonly lines: readonly AuditLine[];
  readonly budgetMs: number;
  readonly write: (report: AuditReport) => void;
  readonly reporter: Reporter;
}

async function auditLab(
  call: Call,
  { lab, problems, lines, budgetMs, write, reporter }: Auditing,
): Promise<number> {
  const engine = await readSavingEngine(call, 'audit');
  const interrupt = interruptSignal();
  const { signal } = interrupt;
  const startedMs = performance.now();
  const since = () => Math.round(performance.now() - startedMs);
  try {
    const unbroken = await runLab({
      lab,
      problems,
      steps: lab.steps,
      reporter,
      signal,
      checkpoints: createCheckpoints({ lab, upTo: lab.steps.at(-1)?.id ?? null }),
      openHosts: (start) => openHosts({ lab, targets: new Map(), engine, savable: true, signal, ...start }),
    });
    // What fails as it is can't say anything of what is left out.
    if (unbroken.verdict !== 'passed') return exitStatus([unbroken]);
    const onProgress = (message: string) => {
      reporter.handle({ event: 'progress', activity: 'audit', message, done: false, elapsedMs: since() });
    };
    const options = {
      lab,
      took: tookIn(unbroken),
      open: (start: Parameters<Open>[0]) =>
        openHosts({
          lab,
          targets: new Map(),
          engine,
          savable: true,
          signal,
          onProgress: () => undefined,
          ...start,
        }),
      signal,
    };
    const { grid, untouched } = await fillGrid({ ...options, onProgress });
    let done = 0;
    const audited = await auditLines({
      ...options,
      lines,
      budgetMs,
      machines: await fingerprintHosts({ lab, engine, signal, onProgress: () => undefined }),
      onProgress: (message) => {
        onProgress(`${done} of ${lines.length} done, ${message}`);
      },
      onLine: (line) => {
        done++;
        reporter.handle({ event: 'audit-line', ...line });
      },
    });
    const report = reportAudit(lab, {
      grid,
      untouched,
      lines: audited,
      untried: lines.length - audited.length,
      durationMs: since(),
    });
    reporter.handle({ event: 'audit', ...report });
    write(report);
    return { passed: 0, failed: 1, broken: 3 }[report.verdict];
  } finally {
    interrupt.release();
  }
}
