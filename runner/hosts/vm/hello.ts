import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { readUntil } from './connect.ts';

/** Who is at the other end of a host's port, and waits for what we say next. */
export interface Welcome {
  /** Null where a loader waits for `LAB-AGENT <bytes>\n<source>`; else the version of the agent that runs there. */
  readonly agent: string | null;
  /** Known to nobody before: what carries it is meant for us. */
  readonly nonce: string;
}

const againMs = 2000;

/**
 * Says hello at a host's port until it is welcomed (content/image/root/usr/local/lib/lab/loader.pl). What comes before
 * the welcome was meant for a runner that has gone. What is said to a machine in the very moment in which it goes on
 * from a saved state may get lost (seen once in forty times, on a busy machine), so it is said again. Hellos are
 * answered in their order: behind the answer to the last one comes no other.
 */
export async function sayHello({
  socket,
  signal,
}: {
  socket: Socket;
  signal: AbortSignal;
}): Promise<Welcome> {
  for (;;) {
    const nonce = randomBytes(8).toString('hex');
    socket.write(`LAB-HELLO ${nonce}\n`);
    const limit = AbortSignal.timeout(againMs);
    try {
      const text = `LAB-WELCOME ${nonce} `;
      await readUntil({ socket, text, signal: AbortSignal.any([signal, limit]) });
    } catch (error) {
      if (signal.aborted || !limit.aborted) throw error;
      continue;
    }
    const [speaker, version] = (await readUntil({ socket, text: '\n', signal })).trim().split(' ');
    return { agent: speaker === 'agent' ? (version ?? '') : null, nonce };
  }
}
