import {
  commandLine,
  commandStartLine,
  lastCommandOffset,
  pipelinePartLine,
  statementStartLine,
} from '../../document/failing.ts';
import type { Ending, FailingCommand } from './outcome.ts';

/** A block that a session was given. */
export interface BlockText {
  readonly text: string;
  /** The line that its first line had for bash. */
  readonly textLine: number;
  /** The Markdown line of its first line. */
  readonly documentLine: number;
}

/**
 * The Markdown line on which the failing command begins, the innermost in the document; null where none failed or
 * none can be told.
 */
export function failedLine({
  ending,
  blocks,
  lastOutput,
}: {
  ending: Ending;
  /** The session's blocks, this one first: a function's body stands in the one that defined it. */
  blocks: readonly [BlockText, ...BlockText[]];
  /** The end of what the block printed: bash names the line of what ends it (`set -u`, `${x?}`). */
  lastOutput: string;
}): number | null {
  const [block] = blocks;
  const main = ending.failing.at(-1);
  if (ending.end === 'timeout') return lineOfRunning(blocks, ending.running);
  if (main) return lineOfError(blocks, ending.failing, main);
  if (ending.exit === 0) return null;
  if (ending.end === 'shell-exit') {
    const named = Number(/: line (\d+): [^\n]*\n*$/.exec(lastOutput)?.[1] ?? 0);
    if (holds(block, named)) return inDocument(block, commandStartLine(block.text, within(block, named)));
    return lineOfCommand(block, /^(?:exit|exec)$/);
  }
  if (ending.end !== 'done') return null;
  if (!ending.reachedEnd) return lineOfCommand(block, /^(?:break|continue)$/);
  // Nothing that `set -e` minds, yet not zero: the last command's own status.
  const offset = lastCommandOffset(block.text) ?? 0;
  return inDocument(block, block.text.slice(0, offset).split('\n').length);
}

function lineOfError(
  blocks: readonly BlockText[],
  failing: readonly FailingCommand[],
  main: FailingCommand,
): number | null {
  const outer = blocks.find((block) => holds(block, main.blockLine));
  const first = outer ? statementStartLine(outer.text, within(outer, main.blockLine)) : 0;
  // A subshell's failure that stands before the command has nothing to do with it.
  const innermost =
    failing.find((each) => each === main || (outer && within(outer, each.blockLine) >= first)) ?? main;
  const block = blocks.find((candidate) => holds(candidate, innermost.line));
  if (!block) return null;
  const line = within(block, innermost.line);
  return inDocument(
    block,
    pipelinePartLine(block.text, line, innermost.parts) ?? commandStartLine(block.text, line),
  );
}

function lineOfRunning(blocks: readonly BlockText[], running: string | null): number | null {
  for (const block of running === null ? [] : blocks) {
    const line = commandLine(block.text, (_, text) => squeeze(text) === squeeze(running ?? ''));
    if (line !== null) return inDocument(block, line);
  }
  return null;
}

function lineOfCommand(block: BlockText, name: RegExp): number | null {
  const line = commandLine(block.text, (command) => name.test(command));
  return line === null ? null : inDocument(block, line);
}

/** Bash prints a command with blanks of its own. */
function squeeze(text: string): string {
  return text.replaceAll(/\\\n|\s+/g, ' ').trim();
}

function holds({ text, textLine }: BlockText, line: number): boolean {
  const own = line - textLine;
  return own >= 0 && own < text.split('\n').length;
}

/** A line of bash's as a line of the block's text, from 1; and that as a line of the document. */
function within({ textLine }: BlockText, line: number): number {
  return line - textLine + 1;
}

function inDocument({ documentLine }: BlockText, line: number): number {
  return documentLine + line - 1;
}
