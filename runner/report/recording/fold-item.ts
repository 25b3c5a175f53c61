import type { Check, FileBlock, Item, ShellBlock } from '../../document/lab.ts';
import type { BlockReport, CheckReport, StepReport } from '../report.ts';
import { type Heard, heardOf } from './heard.ts';
import { itemKey, type Known } from './known.ts';
import type { RecordedBlock, RecordedCheck, RecordedItem } from './recording.ts';

/** What is known of a block, once for each host, or of a check. */
export function foldItem(item: Item, known: Known, { blocks, checks }: StepReport): RecordedItem[] {
  if (item.kind === 'check')
    return checks
      .filter(({ id, host }) => id === item.id && host === item.host)
      .map((said) => foldCheck(item, known, said));
  return blocks.filter(({ id }) => id === item.id).map((said) => foldBlock(item, known, said));
}

function foldBlock(block: ShellBlock | FileBlock, known: Known, said: BlockReport): RecordedBlock {
  const { id, host } = said;
  const isOwn = (event: { block: string | null; host: string | null }) =>
    event.block === id && event.host === host;
  const [start] = heardOf(known.heard, 'block-start', isOwn);
  const end = heardOf(known.heard, 'block-end', isOwn).at(-1);
  const notes = heardOf(known.heard, 'note', isOwn).map(({ event }) => event.message);
  const { exit, failedLine, reason, failure } = end?.event ?? { ...said, failure: null };
  return {
    ...said,
    kind: 'block',
    container: block.container,
    path: block.kind === 'file' ? block.path : null,
    text: block.text,
    background: block.kind === 'shell' && block.background,
    output: known.printed.get(itemKey(id, host)) ?? '',
    exit,
    failedLine,
    reason,
    failure,
    ...(notes.length > 0 && { note: notes.join('\n') }),
    ...course({ start, end, said, known }),
  };
}

function foldCheck({ container, hint }: Check, known: Known, said: CheckReport): RecordedCheck {
  const isOwn = (event: { check: string; host: string }) =>
    event.check === said.id && event.host === said.host;
  const [start] = heardOf(known.heard, 'check-start', isOwn);
  const end = heardOf(known.heard, 'check-end', isOwn).at(-1);
  const { expected, observed, attempts } = end?.event ?? said;
  return {
    ...said,
    kind: 'check',
    container,
    hint: end?.event.hint ?? hint,
    expected,
    observed,
    attempts,
    ...course({ start, end, said, known }),
  };
}

/** When it went on in this run, for how long, and how it ended. */
function course({
  start,
  end,
  said,
  known: { report, cutMs },
}: {
  start: Heard | undefined;
  end: Heard<Extract<Heard['event'], { event: 'block-end' | 'check-end' }>> | undefined;
  said: BlockReport | CheckReport;
  known: Known;
}): Pick<RecordedItem, 'span' | 'verdict' | 'durationMs'> {
  if (!start) return { span: null, verdict: said.verdict, durationMs: said.durationMs };
  const span = { startMs: start.atMs, endMs: end?.atMs ?? cutMs };
  return end
    ? { span, verdict: end.event.verdict, durationMs: end.event.durationMs }
    : {
        span,
        verdict: report === null ? 'interrupted' : said.verdict,
        durationMs: span.endMs - span.startMs,
      };
}
