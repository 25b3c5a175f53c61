import type { RecordedCheck } from '../recording/index.ts';
import { plainMarkdown } from '../text/index.ts';
import { itemHead } from './item-head.ts';
import { type Content, type Markup, markup } from './markup.ts';
import type { RunContext } from './run-context.ts';

/** A check: what was to be true, what was found, and how often it was asked; the hint where it is not true. */
export function renderCheck(check: RecordedCheck, context: RunContext): Markup {
  const { type, attempts, verdict } = check;
  const tries = attempts === 1 ? '1 try' : attempts > 1 ? `${attempts} tries` : '';
  return markup`<section class="item check ${verdict}">
${itemHead(check, { kind: `${type} check`, results: [tries] })}
${findings(check, context)}
</section>
`;
}

/** Expected and observed, where there is something to say. */
export function findings(
  { expected, observed, hint, verdict }: RecordedCheck,
  { lang }: Pick<RunContext, 'lang'>,
): Content {
  const rows = [
    markup`${expected !== '' && pair('expected', expected)}`,
    markup`${observed !== '' && pair('observed', observed)}`,
    markup`${verdict === 'failed' && hint !== null && pair('hint', plainMarkdown(hint), lang)}`,
  ];
  return expected + observed === '' ? null : markup`<dl class="findings">${rows}</dl>`;
}

function pair(name: string, value: string, lang: Markup = markup``): Markup {
  return markup`<div><dt>${name}</dt><dd class="lines"${lang}>${value}</dd></div>`;
}
