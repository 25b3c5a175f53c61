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

/** Reads until `text` has come; resolves with what came before it. What comes after it stays in the stream. */
export async function readUntil({
  socket,
  text,
  signal,
}: {
  socket: Socket;
  text: string;
  signal: AbortSignal;
}): Promise<string> {
  let heard = '';
  while (!heard.endsWith(text)) {
    const byte = socket.read(1) as Buffer | null;
    if (byte === null) await once(socket, 'readable', { signal });
    else heard += byte.toString('latin1');
  }
  return heard.slice(0, -text.length);
}
