import { type Host, HostBroken } from '../host.ts';
import { describeTarget, type SshTarget, type Target } from '../target.ts';
import { createSshHost, unreachable } from './host.ts';
import { logIn } from './log-in.ts';

/** The machines of a call that are reached over SSH, each over one connection for as long as the call lasts. */
export interface SshHosts {
  /** The host behind a name; connects again where the one that was there broke. Rejects with `HostBroken`. */
  open(name: string): Promise<Host>;
  dispose(): Promise<void>;
}

interface Entry {
  readonly name: string;
  readonly target: SshTarget;
}

/**
 * Connects to every `ssh` target, side by side. With `say`, those that can't be had without an answer of the user (a
 * host key, a password) are tried again one at a time, and ssh asks on the terminal: nothing else may be drawn there
 * meanwhile. A machine that can't be reached is told by `open`. Rejects with the signal's reason when that aborts.
 */
export async function connectSshHosts({
  targets,
  say,
  signal,
}: {
  /** By name of the host; all but `ssh` are passed over. */
  targets: ReadonlyMap<string, Target>;
  /** Shows a line on the terminal, where ssh asks afterwards; null where there is nobody to ask. */
  say: ((text: string) => void) | null;
  signal: AbortSignal;
}): Promise<SshHosts> {
  const entries = [...targets].flatMap(([name, target]) => (target.kind === 'ssh' ? [{ name, target }] : []));
  const opened = new Map<string, Host | HostBroken>();

  /** Logs in; whether it failed for want of an answer. */
  const connect = async ({ name, target }: Entry, { asks }: { asks: boolean }): Promise<boolean> => {
    const login = await logIn({ target, asks, signal });
    if (!('release' in login)) {
      opened.set(name, unreachable({ name, target, failure: login }));
      return login.canAsk;
    }
    const host = createSshHost({ name, target, login });
    opened.set(name, host);
    void host.broken.then(() => {
      opened.delete(name);
      return host.dispose();
    });
    return false;
  };
  const dispose = async () => {
    const hosts = [...opened.values()].flatMap((each) => (each instanceof HostBroken ? [] : [each]));
    opened.clear();
    await Promise.all(hosts.map((host) => host.dispose()));
  };

  if (entries.length > 0) say?.(`Connecting to ${entries.map(describeEntry).join(', ')}`);
  try {
    const tried = await Promise.allSettled(
      entries.map(async (entry) => ({ entry, canAsk: await connect(entry, { asks: false }) })),
    );
    signal.throwIfAborted();
    for (const result of tried) {
      if (result.status === 'rejected') throw result.reason;
      const { entry, canAsk } = result.value;
      if (!say || !canAsk) continue;
      say(`Logging in to ${describeEntry(entry)}`);
      await connect(entry, { asks: true });
    }
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    open: async (name) => {
      const entry = entries.find((each) => each.name === name);
      if (!entry) throw new TypeError(`Expected the name of an ssh target, not ${name}`);
      if (!opened.has(name)) await connect(entry, { asks: false });
      const host = opened.get(name);
      if (host && !(host instanceof HostBroken)) return host;
      // Told once: whoever asks again may find the machine mended.
      opened.delete(name);
      throw host ?? new HostBroken(name, `Lost ${name} at once`);
    },
    dispose,
  };
}

const describeEntry = ({ name, target }: Entry) => `${name} (${describeTarget(target)})`;
