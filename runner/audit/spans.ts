import { forEachChild, parse, type SyntaxNode } from 'unbash';

/** Offsets in a text; `end` is behind the last character. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where each top-level command of a script stands, with what ends it (`;`, `&`) and with its here-documents, which
 * stand apart. A script that the parser can't make out is one command.
 */
export function commandSpans(text: string): Span[][] {
  const { commands, errors } = parse(text);
  if (errors?.length) return [[{ start: 0, end: text.length }]];
  return commands.map((command) => {
    const separator = /^[ \t]*;(?!;)/.exec(text.slice(command.end));
    const own = { start: command.pos, end: command.end + (separator?.[0].length ?? 0) };
    return [own, ...hereDocuments(command)];
  });
}

/** The text with blanks where the spans are: every line stays where it is. */
export function blankOut(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (left, { start, end }) =>
      left.slice(0, start) + left.slice(start, end).replace(/[^\n]/g, ' ') + left.slice(end),
    text,
  );
}

function hereDocuments(command: SyntaxNode): Span[] {
  const found: Span[] = [];
  const visit = (node: SyntaxNode) => {
    if (node.type === 'HereDoc') {
      const { body, closing } = node;
      found.push({ start: body.pos, end: closing?.end ?? body.end });
    }
    forEachChild(node, visit);
  };
  visit(command);
  return found;
}
