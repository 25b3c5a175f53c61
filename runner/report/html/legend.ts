import type { Recording } from '../recording/index.ts';
import { showDuration } from '../text/index.ts';
import { type Part, sumUp } from '../timing/index.ts';
import { type Markup, markup } from './markup.ts';

/** What each part of a run took, beside its colour in the chart. */
export function legend(recording: Recording): Markup {
  return markup`<ul class="legend">
${sumUp(recording).map(entry)}</ul>
<p class="quiet">The numbers are those of the steps. Polling is what a check took that was asked more than once; a dashed block was in the background.</p>`;
}

function entry({ name, durationMs, details }: Part): Markup {
  const said = details.map((each) => `${each.name} ${showDuration(each.durationMs)}`).join(', ');
  return markup`<li><span class="key ${name}"></span>${name} <b>${showDuration(durationMs)}</b>${details.length > 0 && markup` <span class="quiet">${said}</span>`}</li>
`;
}
