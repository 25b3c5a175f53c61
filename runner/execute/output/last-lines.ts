import { cleanText } from './clean.ts';
import { lineBefore, lineNumber, trimEnd } from './lines.ts';

/** Longest line that is kept, in UTF-16 units: more than any terminal is wide. */
const maxLineLength = 400;

/** Raw text of a line that is looked at: a progress bar of a million states is judged by its last ones. */
const maxRawLength = 64 * 1024;

/**
 * The last `count` lines of a host's output, cleaned, each cut with `…` at `maxLength`, and how many lines stand
 * before them. Final blank lines do not count.
 */
export function lastLines(
  text: string,
  count: number,
  { maxLength = maxLineLength }: { maxLength?: number } = {},
): { lines: string[]; hidden: number } {
  const body = trimEnd(text);
  const lines: string[] = [];
  let offset = body === '' ? 0 : body.length + 1;
  while (offset > 0 && lines.length < count) {
    const start = lineBefore(body, offset);
    const raw = body.slice(Math.max(start, offset - 1 - maxRawLength), offset - 1);
    lines.unshift(cut(cleanText(raw), maxLength));
    offset = start;
  }
  return { lines, hidden: lineNumber(body, offset) - 1 };
}

function cut(line: string, maxLength: number): string {
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).replace(/\p{Surrogate}/u, '')}…`;
}
