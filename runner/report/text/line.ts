import { showHarmful } from '../../execute/output/index.ts';
import { displayWidth, take } from './width.ts';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** A piece of a line. Its text may come from anywhere: it is cleaned when the line is rendered. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** One line to show; `right` stands at the right margin where there is room for it. */
export interface Line {
  readonly left: readonly Span[];
  readonly right?: readonly Span[];
}

/** Select Graphic Rendition parameters (ECMA-48). */
const codes: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

/** Beyond this the right margin is too far from what it belongs to. */
const maxMargin = 100;

/** The line as text with no control characters but its own colours, at most `columns` wide. */
export function renderLine(line: Line, { columns, color }: { columns: number; color: boolean }): string {
  const right = (line.right ?? []).map(clean);
  const rightWidth = widthOf(right);
  const margin = Math.min(columns, maxMargin);
  const room = rightWidth === 0 ? columns : margin - rightWidth - 2;
  // A terminal too narrow for both keeps what says more.
  if (rightWidth > 0 && room < 20) return renderLine({ left: line.left }, { columns, color });
  const left = fit(line.left.map(clean), room);
  const gap = { text: ' '.repeat(Math.max(0, margin - widthOf(left) - rightWidth)) };
  const spans = rightWidth === 0 ? left : [...left, gap, ...right];
  return spans.map((span) => paint(span, color)).join('');
}

/** The line as a log has it: whole, without colours. */
export function plainLine({ left, right = [] }: Line): string {
  const [start, end] = [left, right].map((spans) => spans.map((span) => clean(span).text).join(''));
  return end ? `${start}, ${end}` : (start ?? '');
}

function clean(span: Span): Span {
  return { ...span, text: showHarmful(span.text).replaceAll('\t', '    ').replaceAll('\n', ' ') };
}

/** The spans if they fit, else as much of them as does, with `…` at the end. */
function fit(spans: readonly Span[], columns: number): readonly Span[] {
  if (widthOf(spans) <= columns) return spans;
  let room = columns - 1;
  const kept = spans.map((span) => {
    const text = room > 0 ? take(span.text, room) : '';
    room = text === span.text ? room - displayWidth(text) : 0;
    return { ...span, text };
  });
  return [...kept, { text: '…' }];
}

function widthOf(spans: readonly Span[]): number {
  return spans.reduce((width, { text }) => width + displayWidth(text), 0);
}

function paint({ text, style }: Span, color: boolean): string {
  return color && style && text !== '' ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;
}
