import { AskError, type BlockCall, type BlockOutcome } from '../host.ts';
import type { Connection } from './connection.ts';
import { deferred } from '../../deferred.ts';
import type { BlockText } from './failed-line.ts';
import { type Ending, readEnding } from './outcome.ts';

const keptOutput = 4096;

/** Has a session run a block, and ends it when its time is over. */
export async function runBlock({
  connection,
  session,
  block,
  earlier,
  graceMs,
}: {
  connection: Connection;
  /** The agent's id of the session. */
  session: string;
  block: BlockCall;
  /** The session's blocks so far, the last one first; this one is added. */
  earlier: BlockText[];
  /** How long a process that is to end has before it is told more strongly. */
  graceMs: number;
}): Promise<BlockOutcome> {
  const over = deferred<Ending>();
  let lastOutput = '';
  const id = connection.begin({
    onFrame: ({ type, args: [how = '', status], payload }) => {
      if (type === 'out') {
        const end = payload.toString('latin1', Math.max(0, payload.length - keptOutput));
        lastOutput = (lastOutput + end).slice(-keptOutput);
        block.onOutput(payload);
      } else if (type === 'done' && how === 'gone') {
        over.reject(new AskError('no-session', 'The session has ended'));
      } else if (type === 'done') {
        over.resolve(readEnding({ how, status: Number(status), notes: payload.toString() }));
      }
    },
    onBroken: over.reject,
  });
  // Unref: a run that was interrupted does not wait for its block's time to be over.
  const timer = setTimeout(() => {
    connection.send({ type: 'abort', id, args: [graceMs] });
  }, block.timeoutMs).unref();
  try {
    connection.send({ type: 'block', id, ...(await blockRequest(session, block)) });
    const ending = await over.promise;
    const { text, textLine } = block;
    const own = { text, textLine, documentLine: textLine };
    const line = await lineOf({ ending, blocks: [own, ...earlier], lastOutput });
    earlier.unshift(own);
    return { exit: ending.exit, reachedEnd: ending.reachedEnd, failedLine: line, end: ending.end };
  } finally {
    clearTimeout(timer);
    connection.end(id);
  }
}

async function blockRequest(session: string, { text, textLine, exit, tty }: BlockCall) {
  // Only where the last command may end with another status than 0 does it matter which command it is.
  const offset = exit === 0 ? null : (await shellParser()).lastCommandOffset(text);
  const before = offset === null ? text : text.slice(0, offset);
  const lastLine = textLine + before.split('\n').length - 1;
  return {
    payload: Buffer.from(text),
    args: [session, Buffer.byteLength(before), textLine, lastLine, tty ? 1 : 0],
  };
}

async function lineOf(failure: {
  ending: Ending;
  blocks: readonly [BlockText, ...BlockText[]];
  lastOutput: string;
}): Promise<number | null> {
  const { end, exit, failing } = failure.ending;
  if (end === 'done' && exit === 0 && failing.length === 0) return null;
  return (await import('./failed-line.ts')).failedLine(failure);
}

// Most blocks end well and need no parser: it is loaded for the first that does not.
const shellParser = () => import('../../document/failing.ts');
