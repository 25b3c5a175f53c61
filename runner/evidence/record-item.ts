import type { RunEvent } from '../execute/events.ts';
import { createOutputText } from '../execute/output-text.ts';
import { showDuration, showPlace, type EventOf } from '../report/text/index.ts';

/** What was seen of a block or check, for a file of its own. */
export interface ItemRecord {
  /** `create-test1.host1` */
  readonly name: string;
  /** Takes in an event that belongs to it. */
  add(event: RunEvent): void;
  text(): string;
}

/** As much of a block's output as is kept, in UTF-16 units, and of what a check observed. */
const maxOutput = 400_000;
const maxObserved = 500;

/** A block: its text and all that it printed. */
export function recordBlock(start: EventOf<'block-start'>): ItemRecord {
  const { block, host, container, line, text } = start;
  const output = createOutputText({ limit: maxOutput });
  let end: EventOf<'block-end'> | null = null;
  return {
    name: nameOf(block, host),
    add(event) {
      if (event.event === 'output') output.add(Buffer.from(event.text));
      else if (event.event === 'block-end') end = event;
    },
    text: () =>
      [
        `block ${showPlace({ id: block, host, container })}, line ${line}: ${ending(end)}`,
        ...(end?.failure ? [end.failure.summary] : []),
        '',
        text.trimEnd(),
        '',
        '--- printed:',
        output.text(),
      ].join('\n'),
  };
}

/** A check: what it expected, and what it observed at each try. */
export function recordCheck(start: EventOf<'check-start'>): ItemRecord {
  const { check, host, container, line } = start;
  const startedMs = performance.now();
  const seen: { readonly observed: string; readonly afterMs: number; times: number }[] = [];
  let end: EventOf<'check-end'> | null = null;
  const see = (observed: string) => {
    const last = seen.at(-1);
    if (last?.observed === observed) last.times++;
    else if (seen.length < maxObserved)
      seen.push({ observed, afterMs: performance.now() - startedMs, times: 1 });
  };
  return {
    name: nameOf(check, host),
    add(event) {
      if (event.event === 'check-try') see(event.observed);
      if (event.event === 'check-end') end = event;
    },
    text: () =>
      [
        `check ${showPlace({ id: check, host, container })}, line ${line}: ${ending(end)}`,
        ...(end === null
          ? []
          : [`expected: ${end.expected}`, `observed: ${end.observed}`, `tries: ${end.attempts}`]),
        '',
        '--- observed, and for how many tries in a row:',
        ...seen.map(
          ({ observed, afterMs, times }) => `after ${showDuration(afterMs)}, ${times} ×: ${observed}`,
        ),
        ...(seen.length < maxObserved ? [] : ['[lab: what came then was not kept]']),
      ].join('\n'),
  };
}

/** Ids are safe in a file name, which has at most 255 bytes; a host's name has up to 63. */
function nameOf(id: string, host: string): string {
  return `${id.slice(0, 40).replace(/\p{Surrogate}/u, '')}.${host}`;
}

function ending(end: { verdict: string; durationMs: number } | null): string {
  return end === null ? 'under way' : `${end.verdict} after ${showDuration(end.durationMs)}`;
}
