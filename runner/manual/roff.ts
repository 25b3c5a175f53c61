/** Characters that roff would take for its own, or draw as others, and their names in groff_char(7). */
const names: Readonly<Record<string, string>> = {
  '"': String.raw`\(dq`,
  "'": String.raw`\(aq`,
  '-': String.raw`\-`,
  '\\': String.raw`\(rs`,
  '^': String.raw`\(ha`,
  '`': String.raw`\(ga`,
  '~': String.raw`\(ti`,
};

/** Text as roff shows it letter by letter; one that begins with a dot is no request. */
export function literal(text: string): string {
  return guarded(escaped(text));
}

const guarded = (line: string): string => (line.startsWith('.') ? String.raw`\&${line}` : line);

function escaped(text: string): string {
  return text
    .replaceAll(/["'\-\\^`~]/g, (character) => names[character] ?? character)
    .replaceAll(/[^\x20-\x7e]/gu, unicode);
}

function unicode(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return String.raw`\[u${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** Prose: what stands in backquotes is bold, as are options; each sentence begins a line, as roff wants it. */
export function prose(text: string): string {
  const sentences = text.split(/(?<=[.:;?])\s+(?=[A-Z\d`])/);
  return sentences.flatMap((sentence) => wrap(emphasized(sentence))).join('\n');
}

function emphasized(sentence: string): string {
  const parts = sentence.split(/(`[^`]+`|(?<![\w-])--[a-z][a-z-]*)/);
  return parts
    .map((part, index) => (index % 2 === 0 ? escaped(part) : bold(part.replaceAll('`', ''))))
    .join('');
}

/** Lines that the source of a manual page is kept to; none begins as a request does. */
function wrap(line: string): string[] {
  const lines = line.match(/\S.{0,77}(?!\S)|\S+/g) ?? [];
  return lines.map(guarded);
}

export const bold = (text: string): string => String.raw`\fB${escaped(text)}\fR`;
export const italic = (text: string): string => String.raw`\fI${escaped(text)}\fR`;

/** A term and what it means, indented below it. */
export const entry = (term: string, meaning: string): string => `.TP\n${term}\n${prose(meaning)}`;

/** Lines of a terminal. */
export const example = (lines: readonly string[]): string =>
  ['.RS 4', '.nf', ...lines.map(literal), '.fi', '.RE'].join('\n');
