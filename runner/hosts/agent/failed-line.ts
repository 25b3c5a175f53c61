import { commandStartLine, lastCommandOffset, onlyExitLine } from '../../document/failing.ts';
import type { Ending } from './outcome.ts';

/** A block's text and the Markdown line of its first line. */
export interface BlockText {
  readonly text: string;
  readonly textLine: number;
}

/**
 * The Markdown line on which the failing command begins, the innermost in the document; null where none failed or
 * none can be told. `earlier` are the session's blocks so far: a function's body stands in the one that defined it.
 */
export function failedLine({
  ending,
  block,
  earlier,
  lastOutput,
}: {
  ending: Ending;
  block: BlockText;
  earlier: readonly BlockText[];
  /** The end of what the block printed: bash names the line of what ends it (`set -u`, `${x?}`). */
  lastOutput: string;
}): number | null {
  const start = (line: number) => startIn([block, ...earlier], line);
  if (ending.end === 'timeout') return ending.namedLine === null ? null : start(ending.namedLine);
  if (ending.end === 'shell-exit' && ending.exit !== 0 && ending.failing.length === 0) {
    const named = /: line (\d+): [^\n]*\n*$/.exec(lastOutput);
    if (named && holds(block, Number(named[1]))) return start(Number(named[1]));
    const line = onlyExitLine(block.text);
    return line === null ? null : block.textLine + line - 1;
  }
  const main = ending.failing.at(-1);
  if (main) {
    const mainStart = start(main.blockLine);
    // A subshell's failure that stands before the command has nothing to do with it.
    const innermost = ending.failing.find((failing) => failing === main || failing.blockLine >= mainStart) ?? main;
    return start(innermost.line);
  }
  // Nothing that `set -e` minds, yet not zero: the last command's own status.
  if (ending.end !== 'done' || ending.exit === 0) return null;
  const offset = lastCommandOffset(block.text) ?? 0;
  return block.textLine + block.text.slice(0, offset).split('\n').length - 1;
}

function holds({ text, textLine }: BlockText, line: number): boolean {
  return line >= textLine && line < textLine + text.split('\n').length;
}

function startIn(blocks: readonly BlockText[], line: number): number {
  const block = blocks.find((candidate) => holds(candidate, line));
  return block ? block.textLine + commandStartLine(block.text, line - block.textLine + 1) - 1 : line;
}
