import type { RecordedItem } from '../recording/index.ts';
import { showDuration } from '../text/index.ts';
import { ending, endingMark } from './ending.ts';
import { type Markup, markup } from './markup.ts';

/** The line above a block or check: how it ended, its name, where it is, and what came of it. */
export function itemHead(
  { id, host, container, line, verdict, durationMs }: RecordedItem,
  { kind, results }: { kind: string; results: readonly string[] },
): Markup {
  const place = [kind, host, container === null ? '' : `in ${container}`, `line ${line}`];
  const wasJudged = verdict !== 'blocked' && verdict !== 'skipped';
  const said = [...results, wasJudged ? showDuration(durationMs) : ''].filter(Boolean);
  const mark =
    verdict === 'passed'
      ? endingMark(verdict)
      : markup`<span class="word ${verdict}">${ending(verdict)}</span>`;
  return markup`<p class="head">${mark} <code class="name">${id}</code> <span class="quiet">${place.filter(Boolean).join(' · ')}</span> <span class="time">${said.join(' · ')}</span></p>`;
}
