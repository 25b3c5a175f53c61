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

/**
 * Says hello at a host's port until it is welcomed (content/image/root/usr/local/lib/lab/loader.pl). What comes before
 * the welcome was meant for a runner that has gone.
 */
export async function sayHello({
  socket,
  signal,
}: {
  socket: Socket;
  signal: AbortSignal;
}): Promise<Welcome> {
  const nonce = randomBytes(8).toString('hex');
  socket.write(`LAB-HELLO ${nonce}\n`);
  await readUntil({ socket, text: `LAB-WELCOME ${nonce} `, signal });
  const [speaker, version] = (await readUntil({ socket, text: '\n', signal })).trim().split(' ');
  return { agent: speaker === 'agent' ? (version ?? '') : null, nonce };
}
