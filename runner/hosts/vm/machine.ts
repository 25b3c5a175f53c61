import { readFile } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { connectWhenThere } from './connect.ts';
import { consoleTail } from './console.ts';
import type { Death } from './death.ts';
import type { EngineKind, HostFolders } from './engine-kind.ts';
import { describeFullDisk } from './full-disk.ts';
import { sayHello, type Welcome } from './hello.ts';
import type { Ended } from './supervisor.ts';
import { lastWords } from './last-words.ts';
import { portPath } from './ports.ts';

/** A running host. */
export interface Machine {
  readonly name: string;
  /** Raw bytes of a port of the host, after the welcome. */
  readonly control: Duplex;
  readonly welcome: Welcome;
  /** Resolves when the machine is gone, with why and the end of its console; never rejects. */
  readonly died: Promise<Death>;
  /** What is known of a machine that no longer answers. */
  readonly lastWords: () => Promise<string>;
}

export interface ConnectMachineOptions extends HostFolders {
  readonly name: string;
  readonly kind: Pick<EngineKind, 'program' | 'whatIsFull' | 'noticeFullDisk'>;
  readonly ended: Promise<Ended>;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Connects to the first port and waits for the loader. Rejects when the machine dies first or takes too long. */
export async function connectMachine(options: ConnectMachineOptions): Promise<Machine> {
  const { name, folder, diskFolder, ended, limitMs, signal } = options;
  const died = Promise.race([
    ended.then(({ status }) => explainDeath(options, status)),
    standsStill(options).then(async () => forWantOfRoom(name, await describeFullDisk([diskFolder]))),
  ]);
  const over = new AbortController();
  const limit = AbortSignal.timeout(limitMs);
  const connected = greet({
    path: portPath({ folder, port: 0 }),
    signal: AbortSignal.any([signal, limit, over.signal]),
  });
  try {
    return {
      name,
      died,
      lastWords: () => lastWords({ folder }),
      ...(await Promise.race([connected, died.then(refuse)])),
    };
  } catch (error) {
    if (!limit.aborted || signal.aborted) throw error;
    return refuse({
      message: `${name}: it did not answer within ${limitMs / 1000} s`,
      console: await consoleTail(`${folder}/console.log`),
    });
  } finally {
    over.abort();
  }
}

/** Resolves when the machine stands still because its disk can't grow; never rejects. */
async function standsStill({ kind, folder, ended }: ConnectMachineOptions): Promise<void> {
  const gone = new AbortController();
  void ended.then(() => {
    gone.abort();
  });
  // What goes wrong here goes wrong because the machine is gone, which others notice.
  await kind.noticeFullDisk({ folder, signal: gone.signal }).catch(() => new Promise<never>(() => undefined));
}

/** Where the connection is lost it is made again: why a host is gone its process says, a moment later. */
async function greet({ path, signal }: { path: string; signal: AbortSignal }) {
  for (;;) {
    const control = await connectWhenThere({ path, signal });
    try {
      return { control, welcome: await sayHello({ socket: control, signal }) };
    } catch (error) {
      control.destroy();
      if (signal.aborted) throw error;
    }
  }
}

function refuse({ message, console }: Death): never {
  throw new Error(`Cannot start ${message}${console && `\n${console.trimEnd()}`}`);
}

/** The host itself has nothing to say of that. */
const forWantOfRoom = (name: string, what: string): Death => ({ message: `${name}: ${what}`, console: '' });

/** What some statuses of a host's program mean. */
const ends = (program: string) =>
  new Map<number | null, string>([
    [0, 'it shut down or rebooted'],
    [137, `its ${program} was killed`],
    [null, 'the supervisor of its run was killed, and everything of the run with it'],
  ]);

async function explainDeath(
  { name, kind, folder, diskFolder }: ConnectMachineOptions,
  status: number | null,
): Promise<Death> {
  const full = await kind.whatIsFull({ folder, diskFolder, status });
  if (full !== null) return forWantOfRoom(name, full);
  const console = await consoleTail(`${folder}/console.log`);
  const panic = /Kernel panic - not syncing: .*/.exec(console)?.[0];
  const log = status === 0 ? '' : await readFile(`${folder}.log`, 'utf8').catch(() => '');
  const reason = panic ?? ends(kind.program).get(status) ?? `${kind.program} ended with status ${status}`;
  return { message: `${name}: ${reason}`, console: log + console };
}
