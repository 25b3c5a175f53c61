import type { ShellBlock } from '../document/lab.ts';
import { AskError, type BlockOutcome, type Session } from '../hosts/host.ts';
import { type RunContext, hostOf } from './context.ts';
import type { BlockFailure } from './events.ts';
import { type BlockJudgement, commandAt, judgeBlock } from './judge.ts';
import { createOutputText } from './output-text.ts';

/** A block on one of its hosts. */
export interface Placed<Block> {
  readonly step: string;
  readonly block: Block;
  readonly host: string;
}

/** Runs a block on one host and says how it went; false when it failed. */
export async function runBlock(context: RunContext, placed: Placed<ShellBlock>): Promise<boolean> {
  const { block } = placed;
  const startedMs = performance.now();
  const timeoutMs = block.timeoutMs * hostOf(context, placed.host).slowness;
  const output = createOutputText();
  emitStart(context, placed);
  let outcome: BlockOutcome | null = null;
  let judgement: BlockJudgement;
  try {
    const session = await sessionFor(context, placed);
    outcome = await session.runBlock({
      text: block.text,
      textLine: block.textLine,
      exit: block.exit,
      timeoutMs,
      tty: block.tty,
      onOutput: (chunk) => {
        emitOutput(context, placed, output.add(chunk));
      },
    });
    emitOutput(context, placed, output.end());
    judgement = judgeBlock({ lab: context.lab, block, outcome, output: output.text(), timeoutMs });
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    judgement = { reason: 'exit', failure: cannotRun(block, error) };
  }
  emitEnd(context, placed, { outcome, judgement, durationMs: performance.now() - startedMs });
  return judgement.reason === null;
}

/** The session a block belongs to. A fresh one in the middle of a run is said: what was set before is lost. */
export async function sessionFor(
  context: RunContext,
  { step, block, host }: Placed<ShellBlock>,
): Promise<Session> {
  const { session, fresh } = await context.sessions.at({
    host: hostOf(context, host),
    container: block.container,
  });
  if (fresh) {
    const place = block.container === null ? host : `container ${block.container} on ${host}`;
    const message = `The session on ${place} had ended: this block starts a fresh one, without what was set before.`;
    context.emit({ event: 'note', step, block: block.id, host, line: block.line, message });
  }
  return session;
}

export function cannotRun(block: ShellBlock, error: AskError): BlockFailure {
  return {
    command: commandAt(block, null),
    summary: error.message,
    difference: '',
    tail: '',
    hiddenLines: 0,
  };
}

export function emitStart({ emit }: RunContext, { step, block, host }: Placed<ShellBlock>): void {
  const { id, container, line, text } = block;
  emit({ event: 'block-start', step, block: id, host, container, line, text });
}

export function emitOutput(
  { emit }: RunContext,
  { step, block, host }: Placed<ShellBlock>,
  text: string,
): void {
  if (text !== '') emit({ event: 'output', step, block: block.id, host, text });
}

export function emitEnd(
  { emit }: RunContext,
  { step, block, host }: Placed<ShellBlock>,
  {
    outcome,
    judgement,
    durationMs,
  }: { outcome: BlockOutcome | null; judgement: BlockJudgement; durationMs: number },
): void {
  const failed = judgement.reason !== null;
  emit({
    event: 'block-end',
    step,
    block: block.id,
    host,
    line: block.line,
    verdict: failed ? 'failed' : 'passed',
    // A block that was ended for its time has no status of its own.
    exit: outcome === null || outcome.end === 'timeout' ? null : outcome.exit,
    failedLine: failed ? (outcome?.failedLine ?? null) : null,
    reason: judgement.reason,
    durationMs: Math.round(durationMs),
    failure: judgement.failure,
  });
}
