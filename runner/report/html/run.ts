import type { Recording } from '../recording/index.ts';
import { count, engine, showDuration } from '../text/index.ts';
import { chart } from './chart.ts';
import { ending } from './ending.ts';
import { evidence } from './evidence.ts';
import { failure } from './failure.ts';
import { languageOf } from './language.ts';
import { legend } from './legend.ts';
import { type Content, type Markup, markup } from './markup.ts';
import type { NumberedRun } from './page-run.ts';
import { countItems, renderStep } from './step.ts';

/** One run: verdict, what it was, what failed, where its time went, its steps, and what was found after a failure. */
export function renderRun({ recording, files, number }: NumberedRun, { level }: { level: 1 | 2 }): Markup {
  const { lab, title, verdict, steps, evidence: found } = recording;
  const context = { recording, lang: languageOf(recording), anchor: `run-${number}` };
  const section = (name: string, content: Content) =>
    markup`<section>\n<h${level + 1}>${name}</h${level + 1}>\n${content}\n</section>\n`;
  return markup`<article id="run-${number}">
<header>
<p class="over">${level > 1 && `${number} · `}${lab}</p>
<h${level}${context.lang}>${title}</h${level}>
<p class="verdict"><span class="word ${verdict}">${ending(verdict)}</span> ${totals(recording)}</p>
${facts(recording)}
</header>
${failure(context)}
${section('Where the time went', [chart(recording), legend(recording)])}
${section('Steps', markup`<ol class="steps">\n${steps.map((step, index) => renderStep(step, { ...context, index }))}</ol>`)}
${remarks(recording, section)}
${found && section('What was found on the hosts', evidence({ folder: found.folder, files }))}
</article>
`;
}

function totals({ steps, durationMs }: Recording): string {
  const items = steps.flatMap((step) => step.items);
  return `${count(steps.length, 'step')}, ${countItems(items)} in ${showDuration(durationMs)}`;
}

function facts(recording: Recording): Markup {
  const { document, hosts, startedAt, slowness } = recording;
  const speed = engine(recording, slowness);
  const where = hosts.map(({ name, target }) => (target === '' ? name : `${name} (${target})`)).join(', ');
  const started = startedAt.toISOString().replace(/T(.{8}).*/, ' $1 UTC');
  const all: [string, Content][] = [
    ['Document', markup`<code>${document}</code>`],
    ['Hosts', where],
    ['Engine', speed],
    ['Started', markup`<time datetime="${startedAt.toISOString()}">${started}</time>`],
  ];
  return markup`<dl class="facts">
${all.filter(([, value]) => value !== '').map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}

/** What a reader should know besides. */
function remarks(
  { notes, problems, document }: Recording,
  section: (name: string, content: Content) => Markup,
): Content {
  if (notes.length + problems.length === 0) return null;
  const warnings = problems.map(
    ({ line, column, message }) =>
      markup`<li class="lines"><code>${document}:${line}:${column}</code> ${message}</li>\n`,
  );
  return section(
    'Remarks',
    markup`<ul>\n${notes.map((note) => markup`<li class="lines">${note}</li>\n`)}${warnings}</ul>`,
  );
}
