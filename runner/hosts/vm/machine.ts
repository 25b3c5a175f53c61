import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { consoleTail } from './console.ts';

/** A running host. */
export interface Machine {
  readonly name: string;
  /** Raw bytes of the agent port; the loader at its other end waits for `LAB-AGENT <bytes>\n<source>`. */
  readonly control: Duplex;
  /** Resolves when the machine is gone, with why and the end of its console; never rejects. */
  readonly died: Promise<{ message: string; console: string }>;
}

/** What the loader in the guest says when it is ready for a source. */
const greeting = 'LAB-LOADER\n';

/** Connects to the agent port and waits for the loader. Rejects when the machine dies first. */
export async function connectMachine(options: {
  name: string;
  folder: string;
  ended: Promise<{ status: number }>;
  signal: AbortSignal;
}): Promise<Machine> {
  const { name, folder, signal } = options;
  const died = options.ended.then(({ status }) => whyItDied({ name, folder, status }));
  const abort = new AbortController();
  const failed = died.then(({ message, console }): never => {
    abort.abort();
    throw new Error(`Cannot start ${message}${console && `\n${console}`}`);
  });
  const connected = connectAndWait({
    path: `${folder}/port`,
    signal: AbortSignal.any([signal, abort.signal]),
  });
  return { name, control: await Promise.race([connected, failed]), died };
}

async function connectAndWait({ path, signal }: { path: string; signal: AbortSignal }): Promise<Socket> {
  const socket = await connectWhenThere({ path, signal });
  let heard = '';
  for (;;) {
    const chunk = (socket.read() as Buffer | null)?.toString('latin1');
    if (chunk === undefined) {
      await new Promise((resolve, reject) => {
        socket.once('readable', resolve);
        signal.addEventListener(
          'abort',
          () => {
            socket.destroy();
            reject(signal.reason as Error);
          },
          { once: true },
        );
      });
      continue;
    }
    heard += chunk;
    if (heard.includes(greeting)) return socket;
  }
}

/** QEMU makes its sockets a few milliseconds after its start; nothing tells when. */
async function connectWhenThere({ path, signal }: { path: string; signal: AbortSignal }): Promise<Socket> {
  for (;;) {
    signal.throwIfAborted();
    const socket = connect(path);
    const there = await new Promise<boolean>((resolve) => {
      socket
        .once('connect', () => {
          resolve(true);
        })
        .once('error', () => {
          resolve(false);
        });
    });
    if (there) return socket;
    await delay(10, undefined, { signal });
  }
}

async function whyItDied({ name, folder, status }: { name: string; folder: string; status: number }) {
  const console = await consoleTail(`${folder}/console.log`);
  const panic = /Kernel panic - not syncing: .*/.exec(console)?.[0];
  const log = status === 0 ? '' : await readFile(`${folder}.log`, 'utf8').catch(() => '');
  const reason = panic ?? (status === 0 ? 'it shut down or rebooted' : `QEMU ended with status ${status}`);
  return { message: `${name}: ${reason}`, console: log + console };
}
