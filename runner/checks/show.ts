import { showInvisible } from '../execute/output/invisible.ts';

const maxLines = 10;
const maxLength = 200;

/** A text as it follows a word: a blank and the text in backticks, or several lines indented below; cut when long. */
export function show(text: string): string {
  if (text === '') return ' nothing';
  const lines = text.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  const cut = lines.slice(0, maxLines).map(showLine);
  if (lines.length > maxLines) cut.push(`… ${lines.length - maxLines} more lines`);
  return cut.length === 1 ? ` \`${cut.join('')}\`` : `\n${cut.map((line) => `    ${line}`).join('\n')}`;
}

/** One line with everything invisible made visible; cut when long. */
export function showLine(line: string): string {
  const short = line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
  return showInvisible(short);
}

/** The first line of a text, with `…` where more follows. */
export function firstLine(text: string): string {
  const [first = '', ...rest] = text.trim().split('\n');
  return showLine(first) + (rest.length > 0 ? ' …' : '');
}

/** `5 s`, `1.2 s`, `250 ms`. */
export const seconds = (durationMs: number) =>
  durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${Number((durationMs / 1000).toFixed(1))} s`;

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(words: readonly string[]): string {
  const last = words.at(-1) ?? 'none';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
