import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { connectWhenThere } from '../connect.ts';

/** QEMU's own control of one machine: the QEMU Machine Protocol (QMP Reference Manual). */
export interface Monitor {
  /** Resolves with what the command returns. Rejects with QEMU's words. */
  execute(command: string, words?: Readonly<Record<string, unknown>>): Promise<unknown>;
  close(): void;
}

interface Answer {
  readonly id?: number;
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
}

/** Connects to the monitor whose socket is `path`; it talks to one at a time. */
export async function openMonitor({ path, signal }: { path: string; signal: AbortSignal }): Promise<Monitor> {
  const socket = await connectWhenThere({ path, signal });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  const lines = createInterface({ input: socket });
  // It repeats what befalls the socket, whose end says enough.
  lines.on('error', () => undefined);
  lines.on('line', (line) => {
    const { id = 0, return: value, error } = JSON.parse(line) as Answer;
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error) caller?.reject(new Error(`QEMU: ${error.desc}`));
    else caller?.resolve(value);
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('QEMU has ended'));
  });
  const execute: Monitor['execute'] = (command, words) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      socket.write(`${JSON.stringify({ execute: command, arguments: words, id })}\n`);
      if (socket.destroyed) reject(new Error('QEMU has ended'));
    });
  await execute('qmp_capabilities');
  return { execute, close: () => socket.destroy() };
}

/** Resolves when the machine's state has gone where it was to go; rejects when it could not. */
export async function migrationEnd(monitor: Monitor): Promise<void> {
  for (;;) {
    const { status, 'error-desc': reason } = (await monitor.execute('query-migrate')) as {
      status?: string;
      'error-desc'?: string;
    };
    if (status === 'completed') return;
    if (status === 'failed' || status === 'cancelled') throw new Error(reason ?? `QEMU: migration ${status}`);
    // QEMU says nothing of its own accord unless asked to; it takes a fraction of a second.
    await delay(5);
  }
}
