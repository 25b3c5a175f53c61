import { cleanText } from '../../execute/output/index.ts';
import type { Line, Span, Style } from './line.ts';

/** Lines moved to the right. */
export function indent(lines: readonly Line[], columns = 2): Line[] {
  const blank = { text: ' '.repeat(columns) };
  return lines.map((line) => ({ ...line, left: [blank, ...line.left] }));
}

/** A text of one line or more beside its label: `expected  …`. */
export function labelled(label: string, text: string): Line[] {
  return text.split('\n').map((line, index) => ({
    left: [{ text: (index === 0 ? label : '').padEnd(10), style: 'dim' }, { text: line }],
  }));
}

/** What a host printed, with a bar before each line, so that nobody takes it for words of ours. */
export function quoted(text: string): Line[] {
  return text === ''
    ? []
    : cleanText(text)
        .split('\n')
        .map((line) => ({ left: [{ text: `│ ${line}`, style: 'dim' }] }));
}

export function textLine(text: string, style?: Style): Line {
  const span: Span = style ? { text, style } : { text };
  return { left: [span] };
}
