import type { BackgroundBlock, BlockCall, HostBroken } from '../host.ts';
import type { Connection } from './connection.ts';
import { deferred } from '../../deferred.ts';

/** Has a session fork a block; resolves once it has been started. */
export async function startBackground({
  connection,
  session,
  block,
  graceMs,
}: {
  connection: Connection;
  /** The agent's id of the session. */
  session: string;
  block: BlockCall;
  /** How long INT, then TERM, may take before the next signal. */
  graceMs: number;
}): Promise<BackgroundBlock> {
  const started = deferred();
  const over = deferred();
  const ended = deferred<number>();
  const onBroken = (reason: HostBroken) => {
    for (const each of [started, over, ended]) each.reject(reason);
  };
  // Nobody may be waiting for some of these when the host breaks.
  for (const { promise } of [started, over, ended]) promise.catch(() => undefined);
  const id = connection.begin({
    onFrame: ({ type, args: [status], payload }) => {
      if (type === 'out') block.onOutput(payload);
      else if (type === 'forked') started.resolve();
      else if (type === 'over') over.resolve();
      else if (type === 'quit') {
        started.resolve();
        ended.resolve(Number(status));
      }
    },
    onBroken,
  });
  connection.send({ type: 'fork', id, payload: Buffer.from(block.text), args: [session, block.textLine] });
  await started.promise;
  return {
    ended: ended.promise,
    end: async () => {
      connection.send({ type: 'end', id, args: [graceMs] });
      await over.promise;
      connection.end(id);
    },
  };
}
