/** A fence of a document and the lines that it is to have. */
export interface FenceReplacement {
  /** Of the opening fence, from 1. */
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Lines of a text that are replaced, with their line ends. */
export interface Change {
  /** Of the first line removed, from 0. */
  readonly start: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The lines of a text with their line ends; a last one without where the text does not end with one. */
export function documentLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}

/**
 * What has to change so that fences have other lines, in the order of the document. Lines that stay keep every byte;
 * a new one is indented or quoted as its fence is and ends as that does. A fence is lengthened where a new line would
 * close it (CommonMark 4.5).
 */
export function changesOf(lines: readonly string[], fences: readonly FenceReplacement[]): Change[] {
  return [...fences].sort((one, other) => one.line - other.line).map((fence) => changeOf(lines, fence));
}

/** The lines with all changes made. */
export function applyChanges(lines: readonly string[], changes: readonly Change[]): string[] {
  let end = 0;
  const parts = changes.map(({ start, removed, added }) => {
    const part = [...lines.slice(end, start), ...added];
    end = start + removed.length;
    return part;
  });
  return [...parts.flat(), ...lines.slice(end)];
}

function changeOf(lines: readonly string[], { line, before, after }: FenceReplacement): Change {
  const start = line - 1;
  const removed = lines.slice(start, line + before.length + 1);
  const [opening = '', ...rest] = removed;
  const closing = rest.pop() ?? '';
  const [, margin = '', fence = '```'] = /^([^`~]*)(`{3,}|~{3,})/.exec(opening) ?? [];
  const end = /[\r\n]+$/.exec(opening)?.[0] ?? '\n';
  // A list's marker takes the room that its other lines leave blank.
  const blanks = margin.replaceAll(/[^ \t>]/g, ' ');
  // The sign of a quote takes in one blank.
  const prefix = blanks.endsWith('>') ? `${blanks} ` : blanks;
  let from = 0;
  const content = after.map((text) => {
    const at = before.indexOf(text, from);
    if (at === -1) return `${text === '' ? prefix.replace(/[ \t]+$/, '') : prefix + text}${end}`;
    from = at + 1;
    return rest[at] ?? '';
  });
  const length = after.reduce(
    (most, text) => Math.max(most, closingLength(text, fence.charAt(0)) + 1),
    fence.length,
  );
  const longer = (text: string) => text.replace(/`{3,}|~{3,}/, (found) => found.padEnd(length, found));
  return { start, removed, added: [longer(opening), ...content, longer(closing)] };
}

/** Signs that a line has of a closing fence; 0 where it is none. */
function closingLength(text: string, sign: string): number {
  const found = /^[ \t]*(`{3,}|~{3,})[ \t]*$/.exec(text)?.[1];
  return found?.startsWith(sign) === true ? found.length : 0;
}
