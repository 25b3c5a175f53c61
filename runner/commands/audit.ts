import { writeFile } from 'node:fs/promises';
import { auditLines, type AuditLine, linesOf, tookIn } from '../audit/index.ts';
import { createCheckpoints } from '../checkpoints/index.ts';
import type { Lab } from '../document/lab.ts';
import type { ReadLab } from '../document/read.ts';
import { fingerprintHosts, openHosts } from '../hosts/index.ts';
import { type AuditReport, countLines } from '../report/audit-report.ts';
import { auditTable } from '../report/audit-table.ts';
import { createReporter, type Reporter } from '../report/reporter.ts';
import type { Call, Command } from './command.ts';
import { engineOption, readEngine } from './engine-option.ts';
import { exitStatus } from './exit-status.ts';
import { findStep } from './find-step.ts';
import { interruptSignal } from './interrupted.ts';
import { outputOptions } from './output-options.ts';
import { readDocuments } from './read-documents.ts';
import { rejectDocuments } from './reject-documents.ts';
import { readReporter, reporterOption } from './reporter-option.ts';
import { requireMachines } from './require-machines.ts';
import { runLab } from './run-lab.ts';
import { UsageError } from './usage-error.ts';

export const audit: Command = {
  usage: 'audit LAB',
  summary: 'Leaves out one line of a lab at a time, and shows what catches it, and what nothing does.',
  options: {
    step: { type: 'string', takes: 'STEP', help: 'only the lines of this step' },
    line: { type: 'string', takes: 'N', help: 'only what begins on this line of the document' },
    output: { type: 'string', takes: 'FILE', help: 'write the table there, as Markdown' },
    engine: engineOption,
    reporter: reporterOption,
    yes: { type: 'boolean', short: 'y', help: 'do not ask before installing packages' },
  },
  examples: ['lab audit my-lab.md --step create', 'lab audit 02-ipvs-iptables --output table.md'],
  run: async (call) => {
    if (call.positionals.length > 1)
      throw new UsageError('Expected one lab: each is audited by a call of its own');
    const documents = await readDocuments(call.positionals);
    const reporter = createReporter({ kind: readReporter(call), ...outputOptions() });
    try {
      const [document] = documents;
      if (!document?.lab) return rejectDocuments(documents, reporter);
      const { lab, problems } = document;
      const lines = chooseLines(lab, call);
      await requireMachines({ yes: call.values['yes'] === true });
      return await auditLab(call, { lab, problems, lines, reporter });
    } finally {
      reporter.close();
    }
  },
};

/** Throws UsageError where there is nothing to leave out. */
function chooseLines(lab: Lab, { values: { step, line } }: Call): AuditLine[] {
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

interface Auditing extends Pick<ReadLab, 'problems'> {
  readonly lab: Lab;
  readonly lines: readonly AuditLine[];
  readonly reporter: Reporter;
}

async function auditLab(call: Call, { lab, problems, lines, reporter }: Auditing): Promise<number> {
  const engine = readEngine(call);
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
      openHosts: (start) => openHosts({ lab, targets: new Map(), engine, signal, ...start }),
    });
    // What fails as it is can't say anything of what is left out.
    if (unbroken.verdict !== 'passed') return exitStatus([unbroken]);
    let done = 0;
    const onProgress = (message: string) => {
      const said = `${done} of ${lines.length} done, ${message}`;
      reporter.handle({
        event: 'progress',
        activity: 'audit',
        message: said,
        done: false,
        elapsedMs: since(),
      });
    };
    const reports = await auditLines({
      lab,
      lines,
      took: tookIn(unbroken),
      machines: await fingerprintHosts({ lab, engine, signal, onProgress: () => undefined }),
      open: (start) =>
        openHosts({ lab, targets: new Map(), engine, signal, onProgress: () => undefined, ...start }),
      signal,
      onProgress,
      onLine: (line) => {
        done++;
        reporter.handle({ event: 'audit-line', ...line });
      },
    });
    const { hole, broken } = countLines({ lines: reports });
    const verdict: AuditReport['verdict'] = broken > 0 ? 'broken' : hole > 0 ? 'failed' : 'passed';
    const report = { lab: lab.id, document: lab.document, verdict, durationMs: since(), lines: reports };
    reporter.handle({ event: 'audit', ...report });
    const { output } = call.values;
    if (typeof output === 'string') await writeFile(output, auditTable(report));
    return { passed: 0, failed: 1, broken: 3 }[verdict];
  } finally {
    interrupt.release();
  }
}
