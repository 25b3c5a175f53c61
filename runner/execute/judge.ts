import type { Lab, ShellBlock } from '../document/lab.ts';
import type { BlockOutcome } from '../hosts/host.ts';
import type { BlockFailure, BlockReason } from './events.ts';
import { compareOutput } from './output/compare.ts';
import { lastLines } from './output/last-lines.ts';

/** What came of a block, as the report and a reader want it. */
export interface BlockJudgement {
  readonly reason: BlockReason | null;
  readonly failure: BlockFailure | null;
}

const shownLines = 20;

/** Compares how a block ended, and what it printed, with what the document says. */
export function judgeBlock({
  lab,
  block,
  outcome,
  output,
  timeoutMs,
}: {
  lab: Lab;
  block: ShellBlock;
  outcome: BlockOutcome;
  output: string;
  /** The limit that applied, scaled. */
  timeoutMs: number;
}): BlockJudgement {
  const failed = (reason: BlockReason, summary: string, difference = ''): BlockJudgement => {
    const command = commandAt(blockAt(lab, outcome.failedLine) ?? block, outcome.failedLine);
    return { reason, failure: { command, summary, difference, ...tailOf(output) } };
  };
  if (outcome.end === 'timeout')
    return failed('timeout', `ran longer than ${seconds(timeoutMs)} and was ended`);
  if (outcome.end === 'shell-signal')
    return failed('signal', `its shell was ended by signal ${outcome.exit - 128}`);
  const expected = block.exit === 'any' ? 'any status' : `status ${block.exit}`;
  if (block.exit !== 'any' && outcome.exit !== block.exit) {
    return failed('exit', `ended with status ${outcome.exit}, expected ${expected}`);
  }
  if (!outcome.reachedEnd && block.exit !== 0) {
    return failed(
      'exit',
      `ended with status ${outcome.exit} before its last command, which was to end with ${expected}`,
    );
  }
  return compareBlockOutput({ block, output, failed });
}

/** A block in the background has only its output to be judged by. */
export function judgeBackground({ block, output }: { block: ShellBlock; output: string }): BlockJudgement {
  return compareBlockOutput({
    block,
    output,
    failed: (reason, summary, difference) => ({
      reason,
      failure: { command: commandAt(block, null), summary, difference, tail: '', hiddenLines: 0 },
    }),
  });
}

function compareBlockOutput({
  block,
  output,
  failed,
}: {
  block: ShellBlock;
  output: string;
  failed: (reason: BlockReason, summary: string, difference: string) => BlockJudgement;
}): BlockJudgement {
  if (!block.output) return { reason: null, failure: null };
  const { matches, difference } = compareOutput({
    mode: block.output.mode,
    expected: block.output.text,
    actual: output,
  });
  if (matches) return { reason: null, failure: null };
  return failed('output', `printed something else than line ${block.output.line} says`, difference);
}

/** The last lines of output, and how many stand before them. */
export function tailOf(output: string): Pick<BlockFailure, 'tail' | 'hiddenLines'> {
  const { lines, hidden } = lastLines(output, shownLines);
  return { tail: lines.join('\n'), hiddenLines: hidden };
}

/** The line of text on a Markdown line of the block, its first command where there is none. */
export function commandAt(block: ShellBlock, line: number | null): string {
  const lines = block.text.split('\n');
  const at = line === null ? undefined : lines[line - block.textLine];
  return (at ?? lines.find((text) => text.trim() !== '') ?? '').trim();
}

/** The block that a Markdown line stands in: a function may fail where an earlier block defined it. */
function blockAt({ steps }: Lab, line: number | null): ShellBlock | undefined {
  const blocks = steps.flatMap(({ items }) => items).filter((item) => item.kind === 'shell');
  return blocks.findLast(({ textLine }) => line !== null && textLine <= line);
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}
