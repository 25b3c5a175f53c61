/** Text read line by line from offsets, so that 30 MB of output are never split into millions of strings. */
export interface Line {
  /** Without its newline and trailing blanks (space, tab, carriage return). */
  readonly text: string;
  /** Offset of the next line; past the text's length where this is the last. */
  readonly next: number;
}

/** The line at `offset`, or null past the end. An empty text has no line. */
export function lineAt(text: string, offset: number): Line | null {
  if (offset > text.length || text === '') return null;
  const newline = text.indexOf('\n', offset);
  const end = newline === -1 ? text.length : newline;
  return { text: text.slice(offset, endOfInk(text, offset, end, ' \t\r')), next: end + 1 };
}

/** Offset of the line before the one at `offset`, which is not the first. */
export function lineBefore(text: string, offset: number): number {
  return offset === 1 ? 0 : text.lastIndexOf('\n', offset - 2) + 1;
}

/** Offset of the line that begins `count` lines before the end, or null where there are fewer. */
export function lineFromEnd(text: string, count: number): number | null {
  let offset = text === '' ? 0 : text.length + 1;
  for (let line = 0; line < count; line++) {
    if (offset === 0) return null;
    offset = lineBefore(text, offset);
  }
  return offset;
}

/** Number of the line that begins at `offset`, from 1; one more than there are where it is past the end. */
export function lineNumber(text: string, offset: number): number {
  let number = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) number++;
  return offset > text.length ? number + 1 : number;
}

/** The text without the blanks and blank lines at its end. */
export function trimEnd(text: string): string {
  return text.slice(0, endOfInk(text, 0, text.length, ' \t\r\n'));
}

function endOfInk(text: string, start: number, end: number, blanks: string): number {
  let ink = end;
  while (ink > start && blanks.includes(text.charAt(ink - 1))) ink--;
  return ink;
}
