import { lastCommandOffset } from '../../document/failing.ts';
import { AskError, type BackgroundBlock, type BlockCall, type BlockOutcome, type HostBroken, type Session } from '../host.ts';
import type { Connection } from './connection.ts';
import { deferred } from './deferred.ts';
import { failedLine, type BlockText } from './failed-line.ts';
import { readEnding } from './outcome.ts';

const keptOutput = 4096;

/** Opens a bash session of the agent; resolves once bash answers. */
export async function openSession({
  connection,
  container,
}: {
  connection: Connection;
  container: string | null;
}): Promise<Session> {
  let closed = false;
  const opened = deferred();
  const id = connection.begin({
    onFrame: ({ type, payload }) => {
      if (type === 'opened') opened.resolve();
      if (type !== 'closed') return;
      closed = true;
      connection.end(id);
      const said = payload.toString().trim();
      const where = container === null ? 'a session' : `a session in container ${container}`;
      opened.reject(new AskError('no-session', `Cannot open ${where}${said && `: ${said}`}`));
    },
    onBroken: opened.reject,
  });
  connection.send({ type: 'open', id, payload: Buffer.from(container ?? '') });
  await opened.promise;

  const earlier: BlockText[] = [];
  return {
    get closed() {
      return closed;
    },
    runBlock: (block) => runBlock({ connection, session: id, block, earlier }),
    startBackground: (block) => startBackground({ connection, session: id, block }),
    dispose: () => {
      if (!closed) connection.send({ type: 'shut', id });
      connection.end(id);
      return Promise.resolve();
    },
  };
}

async function runBlock({
  connection,
  session,
  block,
  earlier,
}: {
  connection: Connection;
  session: string;
  block: BlockCall;
  /** The session's blocks so far, the last one first; this one is added. */
  earlier: BlockText[];
}): Promise<BlockOutcome> {
  const { promise, resolve, reject } = deferred<BlockOutcome>();
  let lastOutput = '';
  let timer: NodeJS.Timeout | undefined;
  const id = connection.begin({
    onFrame: ({ type, args, payload }) => {
      if (type === 'out') {
        lastOutput = (lastOutput + payload.toString('latin1', Math.max(0, payload.length - keptOutput))).slice(-keptOutput);
        block.onOutput(payload);
      } else if (type === 'done') {
        const [how = '', status = '', shift = ''] = args;
        const ending = readEnding({ how, status: Number(status), notes: payload.toString() });
        const own = { text: block.text, textLine: block.textLine, shift: Number(shift) };
        const line = failedLine({ ending, blocks: [own, ...earlier], lastOutput });
        earlier.unshift(own);
        finish();
        if (how === 'gone') reject(new AskError('no-session', 'The session has ended'));
        else resolve({ exit: ending.exit, reachedEnd: ending.reachedEnd, failedLine: line, end: ending.end });
      }
    },
    onBroken: (reason) => {
      finish();
      reject(reason);
    },
  });
  const finish = () => {
    clearTimeout(timer);
    connection.end(id);
  };
  timer = setTimeout(() => {
    connection.send({ type: 'abort', id });
  }, block.timeoutMs);

  const text = Buffer.from(block.text);
  // Only where the last command may end with another status than 0 does it matter which command it is.
  const offset = block.exit === 0 ? null : lastCommandOffset(block.text);
  const before = offset === null ? block.text : block.text.slice(0, offset);
  connection.send({
    type: 'block',
    id,
    payload: text,
    args: [
      session,
      Buffer.byteLength(before),
      block.textLine,
      block.textLine + before.split('\n').length - 1,
      block.tty ? 1 : 0,
    ],
  });
  return promise;
}

async function startBackground({
  connection,
  session,
  block,
}: {
  connection: Connection;
  session: string;
  block: BlockCall;
}): Promise<BackgroundBlock> {
  const started = deferred();
  const over = deferred();
  const ended = deferred<number>();
  const onBroken = (reason: HostBroken) => {
    for (const each of [started, over, ended]) each.reject(reason);
  };
  // Nobody may be listening to some of these when the host breaks.
  for (const each of [started, over, ended]) each.promise.catch(() => undefined);
  const id = connection.begin({
    onFrame: ({ type, args, payload }) => {
      if (type === 'out') block.onOutput(payload);
      else if (type === 'forked') started.resolve();
      else if (type === 'quit') {
        started.resolve();
        ended.resolve(Number(args[0]));
      } else if (type === 'over') {
        connection.end(id);
        over.resolve();
      }
    },
    onBroken,
  });
  connection.send({ type: 'fork', id, payload: Buffer.from(block.text), args: [session, block.textLine] });
  await started.promise;
  return {
    ended: ended.promise,
    end: async () => {
      connection.send({ type: 'end', id });
      await over.promise;
    },
  };
}
