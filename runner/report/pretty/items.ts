import {
  describeFailedBlock,
  describeFailedCheck,
  indent,
  showDuration,
  textLine,
  verdictSpan,
  type Line,
} from '../text/index.ts';
import type { Verdict } from '../report.ts';
import type { ItemState, RunState } from './state.ts';

/** The name of a block, check or note; hosts are named only where there is more than one. */
export function itemName(item: ItemState, { start }: Pick<RunState, 'start'>): string {
  if (item.event === 'note') return item.message;
  const host = (start?.hosts.length ?? 1) > 1 ? ` on ${item.start.host}` : '';
  const inside = item.start.container === null ? '' : ` in ${item.start.container}`;
  return `${item.event === 'check' ? `check ${item.start.check}` : item.start.block}${host}${inside}`;
}

/** The line of something that is over; `unended` is said of what never came to an end of its own. */
export function endedLine(
  item: ItemState,
  state: Pick<RunState, 'start'>,
  { unended = 'blocked' }: { unended?: Verdict } = {},
): Line {
  if (item.event === 'note') return noteLine(item, state);
  const name = { text: `  ${itemName(item, state)}` };
  if (item.end === null) return { left: [verdictSpan(unended), name] };
  return {
    left: [verdictSpan(item.end.verdict), name],
    right: [{ text: showDuration(item.end.durationMs), style: 'dim' }],
  };
}

export function noteLine(
  { host, line, message }: Extract<ItemState, { event: 'note' }>,
  { start }: Pick<RunState, 'start'>,
): Line {
  const place = line === null || start === null ? '' : `  ${start.document}:${line}`;
  return {
    left: [
      { text: 'i note  ', style: 'yellow' },
      { text: host === null ? message : `${host}: ${message}` },
      { text: place, style: 'dim' },
    ],
  };
}

/** What a person needs to see of a block or check that failed; nothing where it did not. */
export function failureLines(item: ItemState, { start }: Pick<RunState, 'start'>): Line[] {
  const document = start?.document ?? '';
  if (item.event === 'note' || item.end === null) return [];
  if (item.end.verdict !== 'failed' && item.end.verdict !== 'broken') return [];
  const lines =
    item.end.event === 'check-end'
      ? describeFailedCheck(item.end, { document })
      : describeFailedBlock(item.end, { document, container: containerOf(item) });
  return [textLine(''), ...indent(lines, 4)];
}

function containerOf(item: ItemState): string | null {
  return item.event === 'block' ? item.start.container : null;
}
