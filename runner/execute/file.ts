import type { FileBlock } from '../document/lab.ts';
import { AskError } from '../hosts/host.ts';
import type { Placed } from './block.ts';
import { type RunContext, hostOf } from './context.ts';

/** Writes a `file=` fence on one host; false when that could not be done. */
export async function writeFileBlock(
  context: RunContext,
  { step, block, host }: Placed<FileBlock>,
): Promise<boolean> {
  const startedMs = performance.now();
  const { id, container, line, path, mode, owner, append, text } = block;
  const target = hostOf(context, host);
  context.emit({ event: 'block-start', step, block: id, host, container, line, text: `# write ${path}` });
  let problem: string | null = null;
  try {
    const timeoutMs = block.timeoutMs * target.slowness;
    await target.put({
      path,
      container,
      content: Buffer.from(text),
      mode,
      owner,
      append,
      makeFolders: false,
      timeoutMs,
    });
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    problem = error.message;
  }
  context.emit({
    event: 'block-end',
    step,
    block: id,
    host,
    line,
    verdict: problem === null ? 'passed' : 'failed',
    exit: problem === null ? 0 : 1,
    failedLine: problem === null ? null : line,
    reason: problem === null ? null : 'exit',
    durationMs: Math.round(performance.now() - startedMs),
    failure:
      problem === null
        ? null
        : { command: `write ${path}`, summary: problem, difference: '', tail: '', hiddenLines: 0 },
  });
  return problem === null;
}
