import type { Code } from 'mdast';
import type { Locate, Place } from './place.ts';

/** A fenced block as it stands in the document, its info string unread. */
export interface Fence {
  /** Of the opening fence. */
  readonly at: Place;
  readonly language: string;
  /** What follows the language, raw: neither escapes nor entities are resolved, so that columns are true. */
  readonly info: string;
  readonly infoAt: Place;
  /** Without the final newline. */
  readonly text: string;
  /** Lines between the fences: tells an empty block from one of a single empty line. */
  readonly lineCount: number;
  readonly closed: boolean;
  /** From a line and column of `text` to the document. */
  readonly locate: Locate;
}

/** Null for indented code. `lines` are the document's. */
export const readFence = (node: Code, lines: readonly string[]): Fence | null => {
  if (node.position === undefined) return null;
  const { start, end } = node.position;
  const opening = /^(`{3,}|~{3,})([ \t]*)(\S*)([ \t]*)(.*)$/.exec(
    (lines[start.line - 1] ?? '').slice(start.column - 1),
  );
  if (opening === null) return null;
  const [, fence = '', before = '', language = '', between = '', info = ''] = opening;
  const infoColumn = start.column + fence.length + before.length + language.length + between.length;
  const textLines = node.value.split('\n');
  const lastLine = (lines[end.line - 1] ?? '').slice(0, end.column - 1);
  const inside = end.line - start.line - 1;
  const closing = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/.exec(lastLine)?.[1] ?? '';
  const closed =
    closing.startsWith(fence) && inside >= 0 && (node.value === '' || textLines.length <= inside);
  return {
    at: { line: start.line, column: start.column },
    language,
    info: info.trimEnd(),
    infoAt: { line: start.line, column: infoColumn },
    text: node.value,
    lineCount: node.value === '' && inside <= 0 ? 0 : textLines.length,
    closed,
    // A list or a quote strips a prefix from every line: what is left is the line's end.
    locate: (line, column) => {
      const documentLine = start.line + 1 + line;
      const prefix = (lines[documentLine - 1] ?? '').length - (textLines[line] ?? '').length;
      return { line: documentLine, column: Math.max(0, prefix) + column + 1 };
    },
  };
};
