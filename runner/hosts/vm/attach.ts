import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { connectWhenThere } from './connect.ts';
import { consoleTail } from './console.ts';
import { sayHello } from './hello.ts';
import { lastWords } from './last-words.ts';
import { tryLock } from './lock.ts';
import type { Machine } from './machine.ts';
import { portPath, ports } from './ports.ts';

export interface AttachMachineOptions {
  readonly name: string;
  /** Of the host's sockets and console. */
  readonly folder: string;
  /** `sessions`: the one port at which its lab's sessions are; `beside`: any other. */
  readonly way: 'sessions' | 'beside';
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** Connects to a host that runs already. Rejects when it is gone, does not answer, or all ways in are taken. */
export async function attachMachine(
  options: AttachMachineOptions,
): Promise<Machine & { release(): Promise<void> }> {
  const { name, folder, limitMs, signal } = options;
  const { port, lock } = await takePort(options);
  const limit = AbortSignal.timeout(limitMs);
  try {
    const path = portPath({ folder, port });
    await access(path);
    const either = AbortSignal.any([signal, limit]);
    const control = await connectWhenThere({ path, signal: either });
    const gone = once(control, 'close').then(() => Promise.reject(new Error('QEMU has ended')));
    gone.catch(() => undefined);
    const welcome = await Promise.race([sayHello({ socket: control, signal: either }), gone]);
    const died = gone.catch(async () => ({
      message: `${name}: it is no longer up`,
      console: await consoleTail(`${folder}/console.log`),
    }));
    return {
      name,
      control,
      welcome,
      died,
      lastWords: () => lastWords({ folder }),
      release: () => lock.release(),
    };
  } catch (error) {
    await lock.release();
    signal.throwIfAborted();
    const why = limit.aborted ? `it did not answer within ${limitMs / 1000} s` : 'it is no longer up';
    throw new Error(`Cannot reach ${name}: ${why}`, { cause: error });
  }
}

/** The lock of a port says that somebody uses it: QEMU would let a second one wait for ever. */
async function takePort({ name, folder, way, signal }: AttachMachineOptions) {
  for (const port of way === 'sessions' ? ports.slice(0, 1) : ports.slice(1)) {
    const lock = await tryLock({ path: `${folder}/port${port}.lock`, signal });
    if (lock) return { port, lock };
  }
  throw new Error(
    way === 'sessions'
      ? `Cannot work on ${name}: another lab command is at work there`
      : `Cannot look into ${name}: ${ports.length - 1} others do already`,
  );
}
