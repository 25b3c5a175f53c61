import type { RecordedBlock } from '../recording/index.ts';
import { itemHead } from './item-head.ts';
import { type Content, type Markup, markup, preformatted } from './markup.ts';
import type { RunContext } from './run-context.ts';

/** A block: its text, what it printed, and where it failed how. */
export function renderBlock(block: RecordedBlock, { lang, recording }: RunContext): Markup {
  const { text, path, output, failure, note, exit, failedLine, background } = block;
  const { document } = recording;
  const kind = path === null ? (background ? 'in the background' : '') : 'file';
  const status = exit === null || path !== null ? '' : `exit ${exit}`;
  return markup`<section class="item ${block.verdict}">
${itemHead(block, { kind, results: [status] })}
${path !== null && markup`<p class="path">${path}</p>`}
${preformatted(text.replace(/\n$/, ''), markup` class="command"${lang}`)}
${note !== undefined && markup`<p class="note">${note}</p>`}
${output.trim() !== '' && preformatted(output.trimEnd(), markup` class="output"${lang}`)}
${failure && whatFailed({ failure, place: failedLine === null ? '' : `${document}:${failedLine}` })}
</section>
`;
}

function whatFailed({
  failure: { command, summary, difference },
  place,
}: {
  failure: NonNullable<RecordedBlock['failure']>;
  place: string;
}): Markup {
  return markup`<div class="failure">
<p class="lines"><code>${command}</code> ${summary}${place !== '' && markup` <span class="quiet">${place}</span>`}</p>
${difference !== '' && differenceLines(difference)}
</div>`;
}

const signs: Readonly<Record<string, string>> = { '-': 'wanted', '+': 'got' };

/** A heading, then lines that begin with `-` where they were expected and with `+` where they came instead. */
function differenceLines(difference: string): Markup {
  const [heading = '', ...lines] = difference.split('\n');
  const marked: Content[] = lines.map((line, index) => {
    const sign = signs[line.charAt(0)];
    const shown = sign === undefined ? line : markup`<span class="${sign}">${line}</span>`;
    return [shown, index < lines.length - 1 && '\n'];
  });
  return markup`<p>${heading.replace(/:$/, '')} <span class="quiet">(− expected, + got)</span></p>
<pre class="difference">\n${marked}</pre>`;
}
