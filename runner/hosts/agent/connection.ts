import type { Readable, Writable } from 'node:stream';
import { HostBroken } from '../host.ts';
import { createFrameDecoder, encodeFrame, type Frame } from './frames.ts';
import { watchSilence } from './silence.ts';

/** Sees the frames that carry one id, from the first to the one that ends the exchange. */
export type FrameHandler = (frame: Frame) => void;

/**
 * The runner's end of an agent. Exchanges go on side by side, told apart by id. Once the agent does not answer at
 * all, `broken` resolves and every exchange gets `onBroken`.
 */
export interface Connection {
  readonly broken: Promise<HostBroken>;
  /** Starts an exchange; returns its id. */
  begin(exchange: Exchange): string;
  end(id: string): void;
  send(frame: Parameters<typeof encodeFrame>[0]): void;
  /** Says that the machine stands still by our own doing, or goes on: then no silence means that it hangs. */
  readonly expectSilence: (isExpected: boolean) => void;
  /** Breaks everything that is under way for this reason. */
  readonly fail: (reason: HostBroken) => void;
  close(): void;
}

export interface Exchange {
  onFrame: FrameHandler;
  onBroken(reason: HostBroken): void;
}

export function connect({
  name,
  from,
  to,
  source,
  idPrefix,
  lastWords,
}: {
  name: string;
  from: Readable;
  to: Writable;
  /** The agent's source with its header, sent first; null where the agent runs already. */
  source: Buffer | null;
  /** Tells our exchanges from those of whom the agent talked to before. */
  idPrefix: string;
  /** What is known of a host that no longer answers, for `HostBroken.console`. */
  lastWords: () => Promise<string>;
}): Connection {
  const exchanges = new Map<string, Exchange>();
  const decoder = createFrameDecoder();
  let lastId = 0;
  let failure: HostBroken | null = null;
  let settle: (reason: HostBroken) => void = () => undefined;
  const broken = new Promise<HostBroken>((resolve) => {
    settle = resolve;
  });

  /** Ends every exchange: whoever waits for one must hear of it. */
  const stop = (reason: HostBroken) => {
    failure = reason;
    silence.stop();
    for (const exchange of [...exchanges.values()]) exchange.onBroken(reason);
    exchanges.clear();
  };
  const fail = (reason: HostBroken) => {
    if (failure) return;
    stop(reason);
    settle(reason);
    for (const stream of [from, to]) stream.destroy();
  };
  const giveUp = async (message: string, cause?: unknown) => {
    fail(new HostBroken(name, message, { cause, console: await lastWords() }));
  };
  const silence = watchSilence({
    ask: () => {
      send({ type: 'ping', id: '0' });
    },
    onSilence: (silentMs) =>
      void giveUp(`${name} hangs: it has not answered for ${Math.round(silentMs / 1000)} s`),
  });

  from.on('data', (chunk: Buffer) => {
    silence.heard();
    try {
      for (const frame of decoder.push(chunk)) exchanges.get(frame.id)?.onFrame(frame);
    } catch (cause) {
      fail(new HostBroken(name, `Cannot understand what ${name} says`, { cause }));
    }
  });
  // What stands behind the stream says better why it is gone, if it does so at once.
  const lost = (cause?: unknown) => {
    setTimeout(() => void giveUp(`Lost the connection to ${name}`, cause), 1000).unref();
  };
  for (const stream of [from, to]) stream.on('error', lost);
  from.on('close', lost);
  if (source) to.write(source);

  function send(frame: Parameters<typeof encodeFrame>[0]): void {
    if (!failure) to.write(encodeFrame(frame));
  }

  return {
    broken,
    begin: (exchange) => {
      const id = `${idPrefix}${++lastId}`;
      exchanges.set(id, exchange);
      if (failure) {
        exchange.onBroken(failure);
        exchanges.delete(id);
      }
      return id;
    },
    end: (id) => {
      exchanges.delete(id);
    },
    send,
    expectSilence: silence.expectSilence,
    fail,
    close: () => {
      if (!failure) stop(new HostBroken(name, `${name} has been put away`));
      to.end();
    },
  };
}
