import { Readable, Writable } from 'node:stream';
import { AskError, type HostBroken, type Shell } from '../host.ts';
import { runCommand } from './command.ts';
import type { Connection } from './connection.ts';
import { deferred } from '../../deferred.ts';

/** How far either side may run ahead of what the other has taken, in bytes; terminal.pl has the same number. */
const window = 1 << 17;

/** Has the agent start a bash that reads a script from a pipe. */
export async function openShell({
  connection,
  name,
  container,
}: {
  connection: Connection;
  /** Of the host, for messages. */
  name: string;
  container: string | null;
}): Promise<Shell> {
  if (container !== null) await requireRunning(connection, { name, container });
  const request = { type: 'script', payload: Buffer.from(container ?? '') };
  return (await startShell({ connection, name, request })).shell;
}

/** Rejects where a container does not run: lxc-attach says so in words for its own developers. */
export async function requireRunning(
  connection: Connection,
  { name, container }: { name: string; container: string },
): Promise<void> {
  const { stdout } = await runCommand(connection, {
    script: 'exec lxc-info -n "$(cat)" -sH',
    container: null,
    stdin: container,
    timeoutMs: 60_000,
  });
  const state = stdout.toString().trim();
  if (state === 'RUNNING') return;
  throw new AskError(
    'no-container',
    state === '' ? `${name} has no container ${container}` : `Container ${container} of ${name} is ${state}`,
  );
}

/** Starts what `request` asks for, and makes streams of its frames. */
export async function startShell({
  connection,
  name,
  request,
}: {
  connection: Connection;
  name: string;
  request: { type: string; payload: Buffer; args?: readonly number[] };
}): Promise<{ id: string; shell: Shell }> {
  const started = deferred();
  const exit = deferred<number>();
  // Nobody may be waiting for its end when the host breaks.
  exit.promise.catch(() => undefined);
  let untaken = 0;
  /** Goes on writing once the agent has taken enough. */
  let resume: (() => void) | null = null;
  const input = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      connection.send({ type: 'keys', id, payload: chunk });
      untaken += chunk.length;
      if (untaken < window) done();
      else resume = done;
    },
    final: (done) => {
      connection.send({ type: 'keys', id });
      done();
    },
  });
  const onTaken = (bytes: number) => {
    connection.send({ type: 'took', id, args: [bytes] });
  };
  const output = receiver(onTaken);
  const errors = receiver(onTaken);
  const end = () => {
    connection.end(id);
    output.readable.push(null);
    errors.readable.push(null);
    input.destroy();
  };
  const id = connection.begin({
    onFrame: ({ type, args: [count], payload }) => {
      if (type === 'out') output.push(payload);
      else if (type === 'err') errors.push(payload);
      else if (type === 'started') started.resolve();
      else if (type === 'took') {
        untaken -= Number(count);
        if (untaken >= window) return;
        // It writes more at once, and may have to wait again.
        const goOn = resume;
        resume = null;
        goOn?.();
      } else if (type === 'quit') {
        end();
        started.reject(new AskError('no-shell', `Cannot open a shell on ${name}: ${payload.toString()}`));
        exit.resolve(Number(count));
      }
    },
    onBroken: (reason: HostBroken) => {
      end();
      started.reject(reason);
      exit.reject(reason);
    },
  });
  connection.send({ ...request, id });
  await started.promise;
  const hangUp = () => {
    connection.send({ type: 'hangup', id });
  };
  return {
    id,
    shell: { input, output: output.readable, errors: errors.readable, exit: exit.promise, hangUp },
  };
}

/** A stream of what the host sends, that tells the agent how much has been taken, some of it at a time. */
function receiver(onTaken: (bytes: number) => void): { readable: Readable; push(chunk: Buffer): void } {
  let received = 0;
  const acknowledge = () => {
    if (received < window / 4) return;
    onTaken(received);
    received = 0;
  };
  const readable = new Readable({ read: acknowledge });
  return {
    readable,
    push: (chunk) => {
      received += chunk.length;
      if (readable.push(chunk)) acknowledge();
    },
  };
}
