import type { Ending, RecordedItem } from '../recording/index.ts';
import { showPlace } from '../text/index.ts';
import { findings } from './check.ts';
import { needsAttention } from './ending.ts';
import { type Content, type Markup, markup, preformatted } from './markup.ts';
import type { RunContext } from './run-context.ts';

/** What went wrong, first of all; nothing where all went well. */
export function failure(context: RunContext): Content {
  const { verdict, steps } = context.recording;
  if (!needsAttention(verdict)) return null;
  const items = steps.flatMap((step, index) =>
    step.items
      .filter((item) => needsAttention(item.verdict))
      .map((item) => whatHappened(item, { ...context, step: step.title, number: index + 1 })),
  );
  return markup`<section class="trouble ${verdict}">
${verdict === 'interrupted' && markup`<p>The run was stopped before its end.</p>`}
${broken(context)}
${items}
</section>
`;
}

const verbs: Partial<Record<Ending, string>> = {
  broken: 'broke',
  failed: 'failed',
  interrupted: 'was under way',
};

function whatHappened(
  item: RecordedItem,
  { step, number, ...context }: RunContext & { step: string; number: number },
): Markup {
  const { anchor, lang, recording } = context;
  const line = (item.kind === 'block' ? item.failedLine : null) ?? item.line;
  return markup`<p><a href="#${anchor}-step-${number}"${lang}>${step}</a>: ${item.kind} ${showPlace(item)} ${verbs[item.verdict]}
<span class="quiet">${recording.document}:${line}</span></p>
${item.kind === 'check' && findings(item, { lang })}
${item.kind === 'block' && item.failure && markup`<p class="lines"><code>${item.failure.command}</code> ${item.failure.summary}</p>`}
`;
}

function broken({ recording }: RunContext): Content {
  if (recording.broken === null) return null;
  const { host, message, console: said } = recording.broken;
  return markup`<p class="lines"><strong>${message}</strong></p>
<p>The machinery${host !== null && ` (${host})`} broke; this is no fault of the lab or of its reader.</p>
${said.trim() !== '' && markup`<p class="quiet">The end of its console:</p>${preformatted(said.trim(), markup` class="output"`)}`}`;
}
