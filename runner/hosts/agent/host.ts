import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import type { Host, HostBroken, TargetKind } from '../host.ts';
import type { Welcome } from '../vm/hello.ts';
import { runCommand } from './command.ts';
import { type Connection, connect } from './connection.ts';
import { dial } from './dial.ts';
import { exchange } from './exchange.ts';
import { getFile, putFile } from './files.ts';
import { createLook } from './look.ts';
import { openSession } from './session.ts';
import { openShell } from './shell.ts';
import { agentSource } from './source.ts';
import { openTerminal } from './terminal.ts';

/** A host that can be told it is going to be saved. */
export interface AgentHost extends Host {
  /** Has it let go of memory that holds nothing of value; its own programs notice nothing. */
  slim(): Promise<void>;
  /** Its machine is made to stand still, or goes on: see `Connection.expectSilence`. */
  readonly expectSilence: (isExpected: boolean) => void;
}

/** A host behind two byte streams, often one socket, at whose other end a loader waits for the agent. */
export function createHost({
  name,
  kind,
  slowness,
  from,
  to,
  welcome,
  died,
  lastWords = () => Promise.resolve(''),
  release,
}: {
  name: string;
  kind: TargetKind;
  slowness: number;
  from: Readable;
  to: Writable;
  /** What the other end said; absent where a loader waits there for certain. */
  welcome?: Welcome;
  /** Resolves when the machine or the process behind the streams is gone, with what to say about it. */
  died: Promise<HostBroken>;
  /** What is known of a machine that no longer answers: the end of its console. Never rejects. */
  lastWords?: () => Promise<string>;
  /** Puts away what stands behind the streams. */
  release: () => Promise<void>;
}): AgentHost {
  const isRunning = typeof welcome?.agent === 'string';
  const connection = connect({
    name,
    from,
    to,
    source: isRunning ? null : agentSource(),
    idPrefix: welcome ? `${welcome.nonce}.` : '',
    lastWords,
  });
  void died.then(connection.fail);
  if (isRunning) void wake(connection).catch(() => undefined);
  return {
    name,
    kind,
    slowness,
    broken: connection.broken,
    openSession: (place) => openSession({ connection, slowness, ...place }),
    run: (command) => runCommand(connection, command),
    look: createLook(connection),
    put: (file) => putFile(connection, file),
    get: (file) => getFile(connection, file),
    dial: (address) => dial(connection, address),
    openShell: (options) => openShell({ connection, name, ...options }),
    openTerminal: (options) => openTerminal({ connection, name, ...options }),
    expectSilence: connection.expectSilence,
    slim: () => exchange(connection, { type: 'slim' }),
    dispose: async () => {
      connection.close();
      await release();
    },
  };
}

/** A machine that was stopped, maybe for long, is told the time, and something that it can't have seen before. */
function wake(connection: Connection): Promise<void> {
  const nowMs = Date.now();
  const args = [Math.floor(nowMs / 1000), (nowMs % 1000) * 1_000_000];
  return exchange(connection, { type: 'wake', args, payload: randomBytes(32) });
}
