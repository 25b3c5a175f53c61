import type { RecordedItem, RecordedStep } from '../recording/index.ts';
import { count, showDuration } from '../text/index.ts';
import { renderBlock } from './block.ts';
import { renderCheck } from './check.ts';
import { endingMark, needsAttention } from './ending.ts';
import { type Markup, markup } from './markup.ts';
import type { RunContext } from './run-context.ts';

/** A step in one line, which opens; open already where something in it went wrong. */
export function renderStep(
  step: RecordedStep,
  { index, ...context }: RunContext & { index: number },
): Markup {
  const { verdict, title, items, durationMs, source } = step;
  const aside = [countItems(items), source === 'checkpoint' && 'from a checkpoint']
    .filter(Boolean)
    .join(', ');
  return markup`<li id="${context.anchor}-step-${index + 1}"><details${needsAttention(verdict) && markup` open`}>
<summary>${endingMark(verdict)} <span class="title"><span class="number">${index + 1}</span> <span${context.lang}>${title}</span></span>
${verdict !== 'passed' && markup`<span class="word ${verdict}">${verdict}</span> `}<span class="quiet">${aside}</span> <span class="time">${durationMs > 0 && showDuration(durationMs)}</span></summary>
${items.map((item) => (item.kind === 'check' ? renderCheck(item, context) : renderBlock(item, context)))}
</details></li>
`;
}

/** `3 blocks, 1 check` */
export function countItems(items: readonly RecordedItem[]): string {
  const blocks = items.filter(({ kind }) => kind === 'block').length;
  const checks = items.length - blocks;
  return [blocks > 0 && count(blocks, 'block'), checks > 0 && count(checks, 'check')]
    .filter(Boolean)
    .join(', ');
}
