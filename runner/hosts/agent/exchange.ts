import type { Connection } from './connection.ts';
import { deferred } from '../../deferred.ts';

/** Sends a request that has one answer, and resolves when it has come. Rejects with `HostBroken`. */
export async function exchange(
  connection: Connection,
  request: Omit<Parameters<Connection['send']>[0], 'id'>,
): Promise<void> {
  const answered = deferred();
  const id = connection.begin({
    onFrame: () => {
      answered.resolve();
    },
    onBroken: answered.reject,
  });
  connection.send({ ...request, id });
  await answered.promise;
  connection.end(id);
}
