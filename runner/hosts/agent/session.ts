import { AskError, type Session, type SessionPlace } from '../host.ts';
import type { Connection } from './connection.ts';
import { deferred } from '../../deferred.ts';
import type { BlockText } from './failed-line.ts';
import { readHistory } from './history.ts';
import { runBlock } from './run-block.ts';
import { startBackground } from './start-background.ts';

/** Opens a bash session of the agent; resolves once bash answers. */
export async function openSession({
  connection,
  container,
  document = [],
  slowness,
}: SessionPlace & {
  connection: Connection;
  slowness: number;
}): Promise<Session> {
  const graceMs = 1000 * slowness;
  let closed = false;
  const opened = deferred<Buffer>();
  const id = connection.begin({
    onFrame: ({ type, payload }) => {
      if (type === 'opened') opened.resolve(payload);
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
  const earlier: BlockText[] = readHistory(await opened.promise, document);
  return {
    get closed() {
      return closed;
    },
    runBlock: (block) => runBlock({ connection, session: id, block, earlier, graceMs }),
    startBackground: (block) => startBackground({ connection, session: id, block, graceMs }),
    dispose: () => {
      if (!closed) connection.send({ type: 'shut', id });
      connection.end(id);
      return Promise.resolve();
    },
  };
}
