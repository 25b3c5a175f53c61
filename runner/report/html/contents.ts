import type { Ending } from '../recording/index.ts';
import { count, showDuration } from '../text/index.ts';
import { ending, tally } from './ending.ts';
import { languageOf } from './language.ts';
import { type Markup, markup } from './markup.ts';
import type { NumberedRun } from './page-run.ts';

/** The runs that a page is about. */
export interface PageRuns {
  readonly runs: readonly NumberedRun[];
  /** How those ended that are not shown. */
  readonly leftOut: readonly Ending[];
  /** How many there were to be. */
  readonly wanted: number;
}

/** The head of a page about several runs: how they ended, and where each stands. */
export function contents({ runs, leftOut, wanted }: PageRuns): Markup {
  const endings = [...runs.map(({ recording }) => recording.verdict), ...leftOut];
  const unbegun = wanted - endings.length;
  return markup`<header>
<p class="over">lab run</p>
<h1>${endings.length > 0 && `${count(endings.length, 'run')}: `}${tally(endings)}</h1>
</header>
<nav aria-label="Contents"><ol class="contents">
${runs.map(entry)}</ol>
${leftOut.length > 0 && markup`<p class="quiet">Left out to keep this page small: ${tally(leftOut)}.</p>`}
${unbegun > 0 && markup`<p class="quiet">Did not begin: ${count(unbegun, 'run')}.</p>`}</nav>`;
}

function entry({ number, recording }: NumberedRun): Markup {
  const { verdict, title, document, durationMs } = recording;
  return markup`<li value="${number}"><a href="#run-${number}"${languageOf(recording)}>${title}</a>
<span class="word ${verdict}">${ending(verdict)}</span> <span class="quiet">${document} · ${showDuration(durationMs)}</span></li>
`;
}
