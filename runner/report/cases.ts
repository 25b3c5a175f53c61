import type { Problem } from '../document/problem.ts';
import type { RunEvent } from '../execute/events.ts';
import { neutralizeCommands } from './neutralize-commands.ts';
import type { BlockReport, CheckReport, Report, StepReport, Verdict } from './report.ts';
import {
  count,
  describeBroken,
  describeFailedBlock,
  describeFailedCheck,
  plainLine,
  showDuration,
  showPlace,
  textLine,
  type EventOf,
  type Line,
} from './text/index.ts';

/** A block or a check on one host, as other tools count tests. Its texts are clean, and of one line each. */
export interface Case {
  /** `block create-test1 on host1`, `http check answers on host1 in container web1`. */
  readonly label: string;
  readonly step: string;
  readonly id: string;
  readonly host: string;
  /** Of the document: where it failed, else where it stands. */
  readonly line: number;
  readonly verdict: Verdict;
  readonly durationMs: number;
  /** Of what sort a failure is: the reason of a block, the type of a check; else empty. */
  readonly reason: string;
  /** Why it failed or broke, in short; else empty. */
  readonly summary: string;
  /** All that a person needs to see of that, down to the end of the output; empty where `summary` says it. */
  readonly details: readonly string[];
  /** What else is to be said of it: how often a check was tried, that its step rests on a checkpoint. */
  readonly remarks: readonly string[];
}

export interface Cases {
  /** Takes in what happened. The case that has ended with it; null where none has. */
  add(event: RunEvent): Case | null;
  /** All of a report, in the order of the document. What comes then belongs to the next report. */
  conclude(report: Report): Case[];
}

/** What of a case only the events tell. */
type Words = Pick<Case, 'summary' | 'details'> & { readonly container: string | null };

const wordless: Words = { summary: '', details: [], container: null };

/** Makes cases of reports, and of the events that led to them: a report does not say what a block printed. */
export function createCases(): Cases {
  const containers = new Map<string, string | null>();
  const words = new Map<string, Words>();

  return {
    add(event) {
      if (event.event === 'block-start') containers.set(`${event.block} ${event.host}`, event.container);
      if (event.event === 'block-end') {
        const said = blockWords(event, containers.get(`${event.block} ${event.host}`) ?? null);
        words.set(`block ${event.block} ${event.host}`, said);
        return blockCase(event.step, { ...event, id: event.block }, said);
      }
      if (event.event === 'check-end') {
        const said = checkWords(event);
        words.set(`check ${event.check} ${event.host}`, said);
        return checkCase(event.step, { ...event, id: event.check }, said);
      }
      return null;
    },
    conclude(report) {
      const cases = report.steps.flatMap((step) => stepCases(step, { report, words }));
      words.clear();
      return cases;
    },
  };
}

function stepCases(
  step: StepReport,
  { report: { broken }, words }: { report: Report; words: ReadonlyMap<string, Words> },
): Case[] {
  const settle = (entry: BlockReport | CheckReport, kind: 'block' | 'check'): Words => {
    const said = words.get(`${kind} ${entry.id} ${entry.host}`);
    // It was under way when the machinery broke.
    return (
      said ?? (entry.verdict === 'broken' && broken ? { ...wordless, ...brokenWords(broken) } : wordless)
    );
  };
  const source = step.source === 'checkpoint' ? ['from a checkpoint'] : [];
  const blocks = step.blocks.map((block) => ({
    at: block.line,
    made: blockCase(step.id, block, settle(block, 'block'), source),
  }));
  const checks = step.checks.map((check) => ({
    at: check.line,
    made: checkCase(step.id, check, settle(check, 'check'), source),
  }));
  return [...blocks, ...checks].sort((one, other) => one.at - other.at).map(({ made }) => made);
}

function blockCase(
  step: string,
  { id, host, line, failedLine, verdict, reason, durationMs, note }: Omit<BlockReport, 'exit'>,
  { summary, details, container }: Words,
  remarks: readonly string[] = [],
): Case {
  return {
    label: `block ${showPlace({ id, host, container })}`,
    ...{ step, id, host, line: failedLine ?? line, verdict, durationMs, summary, details },
    reason: reason ?? '',
    remarks: note === undefined ? remarks : [...remarks, oneLine(note)],
  };
}

function checkCase(
  step: string,
  { id, type, host, line, verdict, attempts, durationMs }: Omit<CheckReport, 'expected' | 'observed'>,
  { summary, details, container }: Words,
  remarks: readonly string[] = [],
): Case {
  const tries = attempts > 0 ? [`tried ${count(attempts, 'time')} in ${showDuration(durationMs)}`] : [];
  return {
    label: `${type} check ${showPlace({ id, host, container })}`,
    ...{ step, id, host, line, verdict, durationMs, summary, details },
    reason: type,
    remarks: [...remarks, ...tries],
  };
}

function blockWords(event: EventOf<'block-end'>, container: string | null): Words {
  if (event.failure === null) return { ...wordless, container };
  const details = below(describeFailedBlock(event, { document: '', container }));
  return { summary: oneLine(event.failure.summary), details, container };
}

function checkWords(event: EventOf<'check-end'>): Words {
  const { verdict, expected, observed, container } = event;
  if (verdict !== 'failed' && verdict !== 'broken') return { ...wordless, container };
  const details = below(describeFailedCheck(event, { document: '' }));
  return { summary: oneLine(`expected ${expected}; observed ${observed}`), details, container };
}

/** Says that the machinery broke. */
export function brokenWords(broken: NonNullable<Report['broken']>): Pick<Case, 'summary' | 'details'> {
  const [first = ''] = broken.message.split('\n');
  return { summary: oneLine(first), details: [oneLine(first), ...below(describeBroken(broken))] };
}

/** The problems that kept a lab from running; none where it was run. */
export function wrongProblems({ verdict, problems }: Report): Problem[] {
  return verdict === null ? problems.filter(({ severity }) => severity === 'error') : [];
}

/** What stands below a heading, as text for files that CI services may show; the heading is in fields. */
function below(lines: readonly Line[]): string[] {
  return lines.slice(1).map((line) => neutralizeCommands(plainLine(line).replace(/^ {2}/, '').trimEnd()));
}

function oneLine(text: string): string {
  return neutralizeCommands(plainLine(textLine(text)));
}
