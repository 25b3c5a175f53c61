import type { Ending } from '../recording/index.ts';
import { verdictMark } from '../text/index.ts';
import { type Markup, markup } from './markup.ts';

const order: readonly Ending[] = ['passed', 'failed', 'broken', 'interrupted', 'blocked', 'skipped'];

/** Mark and word: `✓ passed`. */
export function ending(how: Ending): string {
  return `${mark(how)} ${how}`;
}

/** The mark alone, with the word for those who don't see it. */
export function endingMark(how: Ending): Markup {
  return markup`<span class="mark ${how}" role="img" aria-label="${how}">${mark(how)}</span>`;
}

/** `3 passed, 1 failed`. */
export function tally(endings: readonly Ending[]): string {
  const counts = order.map((how) => ({ how, number: endings.filter((each) => each === how).length }));
  return (
    counts.flatMap(({ how, number }) => (number > 0 ? [`${number} ${how}`] : [])).join(', ') ||
    'nothing was run'
  );
}

/** Whether a reader wants to see more of it at once. */
export const needsAttention = (how: Ending) => how === 'failed' || how === 'broken' || how === 'interrupted';

const mark = (how: Ending) => (how === 'interrupted' ? '‖' : verdictMark(how).text);
