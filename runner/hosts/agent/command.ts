import type { Command, CommandResult } from '../host.ts';
import type { Connection } from './connection.ts';
import { deferred } from '../../deferred.ts';

/** Has the agent run a command in a fresh `bash -c`. */
export function runCommand(connection: Connection, command: Command): Promise<CommandResult> {
  const parts = [command.container ?? '', command.script, command.stdin ?? ''].map((part) =>
    Buffer.from(part as string),
  );
  return start(connection, {
    type: 'run',
    payload: Buffer.concat(parts),
    args: [Math.ceil(command.timeoutMs), parts[0]?.length ?? 0, parts[1]?.length ?? 0],
  });
}

/** Has the agent start what a request says, and resolves with what came of it. Rejects with `HostBroken`. */
export async function start(
  connection: Connection,
  request: Omit<Parameters<Connection['send']>[0], 'id'>,
): Promise<CommandResult> {
  const { promise, resolve, reject } = deferred<CommandResult>();
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  const id = connection.begin({
    onFrame: ({ type, args, payload }) => {
      if (type === 'out') stdout.push(payload);
      else if (type === 'err') stderr.push(payload);
      else if (type === 'ran') {
        connection.end(id);
        resolve({
          exit: Number(args[0]),
          stdout: Buffer.concat(stdout),
          stderr: Buffer.concat(stderr),
          timedOut: args[1] === '1',
        });
      }
    },
    onBroken: reject,
  });
  connection.send({ ...request, id });
  return promise;
}
