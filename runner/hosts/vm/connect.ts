import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Connects to a unix socket, waiting for it: QEMU makes its sockets a few milliseconds after its start, unsaid. */
export async function connectWhenThere({
  path,
  signal,
}: {
  path: string;
  signal: AbortSignal;
}): Promise<Socket> {
  for (;;) {
    signal.throwIfAborted();
    const socket = connect(path);
    try {
      await once(socket, 'connect', { signal });
      // How a connection ends shows in its stream; an error that nobody listens to would end the program.
      return socket.on('error', () => undefined);
    } catch {
      socket.destroy();
      await delay(10, undefined, { signal });
    }
  }
}

/** Reads until `line` has come. What comes after it stays in the stream. */
export async function readUntil({
  socket,
  line,
  signal,
}: {
  socket: Socket;
  line: string;
  signal: AbortSignal;
}): Promise<void> {
  let heard = '';
  while (!heard.endsWith(line)) {
    const byte = socket.read(1) as Buffer | null;
    if (byte === null) await once(socket, 'readable', { signal });
    else heard += byte.toString('latin1');
  }
}
