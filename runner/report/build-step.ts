import type { RunEvent } from '../execute/events.ts';
import type { BlockReport, CheckReport, StepReport, Verdict } from './report.ts';
import { worstVerdict } from './verdict.ts';

type StepEvent = Extract<RunEvent, { step: string }>;
type NoteEvent = Extract<RunEvent, { event: 'note' }>;

export interface StepBuilder {
  add(event: StepEvent): void;
  note(event: NoteEvent): void;
  finish(end: { broken: boolean }): StepReport;
}

/** Folds the events of one step into its report, beginning with a blank one. */
export function createStepBuilder(blank: StepReport): StepBuilder {
  const begun = new Set<string>();
  const blocks = new Map<string, Partial<BlockReport>>();
  const checks = new Map<string, Partial<CheckReport>>();
  const notes = new Map<string, Pick<BlockReport, 'note'>>();
  let end: { verdict: Verdict; durationMs: number } | null = null;

  return {
    add(event) {
      if (event.event === 'block-start') begun.add(keyOf(event.block, event.host));
      if (event.event === 'check-start') begun.add(keyOf(event.check, event.host));
      if (event.event === 'block-end') blocks.set(keyOf(event.block, event.host), blockResult(event));
      if (event.event === 'check-end') checks.set(keyOf(event.check, event.host), checkResult(event));
      if (event.event === 'step-end') end = { verdict: event.verdict, durationMs: event.durationMs };
    },
    note({ block, host, message }) {
      notes.set(keyOf(block ?? '', host ?? ''), { note: message });
    },
    finish({ broken }) {
      const settle = <Entry extends BlockReport | CheckReport>(
        entry: Entry,
        results: Map<string, Partial<Entry>>,
      ): Entry => {
        const key = keyOf(entry.id, entry.host);
        const unended: Verdict = broken && begun.has(key) ? 'broken' : entry.verdict;
        return { ...entry, verdict: unended, ...results.get(key) };
      };
      const report = {
        ...blank,
        blocks: blank.blocks.map((entry) => ({
          ...settle(entry, blocks),
          ...notes.get(keyOf(entry.id, entry.host)),
        })),
        checks: blank.checks.map((entry) => settle(entry, checks)),
      };
      const verdicts = [...report.blocks, ...report.checks].map(({ verdict }) => verdict);
      return end === null
        ? { ...report, verdict: worstVerdict(verdicts.length > 0 ? verdicts : [blank.verdict]) }
        : { ...report, verdict: worstVerdict([...verdicts, end.verdict]), durationMs: end.durationMs };
    },
  };
}

/** Ids are unique in a document; neither they nor host names hold a blank. */
function keyOf(id: string, host: string): string {
  return `${id} ${host}`;
}

function blockResult(event: Extract<RunEvent, { event: 'block-end' }>): Partial<BlockReport> {
  const { verdict, exit, failedLine, reason, durationMs } = event;
  return { verdict, exit, failedLine, reason, durationMs };
}

function checkResult(event: Extract<RunEvent, { event: 'check-end' }>): Partial<CheckReport> {
  const { verdict, expected, observed, attempts, durationMs } = event;
  return { verdict, expected, observed, attempts, durationMs };
}
