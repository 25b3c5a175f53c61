import { forEachChild, parse, type SyntaxNode } from 'unbash';

/**
 * Offset at which the last top-level command of a block begins: `;` and newlines separate commands, an and-or list
 * is one. Null where it can't be told, or where cutting there would tear a here-document apart.
 */
export function lastCommandOffset(text: string): number | null {
  const { commands, errors } = parse(text);
  const last = commands.at(-1);
  if (errors?.length || !last) return null;
  const lineStart = text.lastIndexOf('\n', last.pos) + 1;
  const tearsHereDocument = commands.some(
    (command) =>
      command !== last && command.end > lineStart && text.slice(command.pos, command.end).includes('<<'),
  );
  return tearsHereDocument ? null : last.pos;
}

/**
 * The line, counting from 1 in `text`, on which the innermost command begins that reaches over `line`: bash names a
 * later line of a command that goes on over several. `line` itself where nothing begins there.
 */
export function commandStartLine(text: string, line: number): number {
  return startOfInnermost({ text, line, isWanted: ({ type }) => commandTypes.has(type) }) ?? line;
}

/** The same for a whole statement: a pipeline or an and-or list with all its parts. */
export function statementStartLine(text: string, line: number): number {
  return startOfInnermost({ text, line, isWanted: ({ type }) => type === 'Statement' }) ?? line;
}

/**
 * The line on which the part of a pipeline begins that gave the pipeline its status, by bash's PIPESTATUS; null where
 * no pipeline of so many parts reaches over `line`.
 */
export function pipelinePartLine(text: string, line: number, statuses: readonly number[]): number | null {
  const failing = statuses.findLastIndex((status) => status !== 0);
  if (statuses.length < 2 || failing === -1) return null;
  let found: number | null = null;
  visitAt(text, line, (node, lineOf) => {
    if (node.type !== 'Pipeline' || node.commands.length !== statuses.length) return;
    const part = node.commands[failing];
    if (part) found = lineOf(part.pos);
  });
  return found;
}

/** The line of the only simple command that `isWanted` by its name and text; null where there is none or more. */
export function commandLine(text: string, isWanted: (name: string, text: string) => boolean): number | null {
  const found: number[] = [];
  const visit = (node: SyntaxNode) => {
    if (node.type === 'Command' && isWanted(node.name?.value ?? '', text.slice(node.pos, node.end))) {
      found.push(node.pos);
    }
    forEachChild(node, visit);
  };
  visit(parse(text));
  const [offset] = found;
  return found.length === 1 && offset !== undefined ? lineCounter(text)(offset) : null;
}

const commandTypes = new Set(['Command', 'TestCommand', 'ArithmeticCommand', 'Subshell', 'Coproc']);

function startOfInnermost({
  text,
  line,
  isWanted,
}: {
  text: string;
  line: number;
  isWanted: (node: SyntaxNode) => boolean;
}): number | null {
  let start: number | null = null;
  visitAt(text, line, (node, lineOf) => {
    if (isWanted(node)) start = lineOf(node.pos);
  });
  return start;
}

/** Visits the nodes that reach over a line, the outer ones first. */
function visitAt(
  text: string,
  line: number,
  visitor: (node: SyntaxNode, lineOf: (offset: number) => number) => void,
): void {
  const lineOf = lineCounter(text);
  const visit = (node: SyntaxNode) => {
    const [first, last] = [lineOf(node.pos), lineOf(Math.max(node.pos, node.end - 1))];
    if (first > line || last < line) return;
    visitor(node, lineOf);
    forEachChild(node, visit);
  };
  visit(parse(text));
}

function lineCounter(text: string): (offset: number) => number {
  return (offset) => text.slice(0, offset).split('\n').length;
}
