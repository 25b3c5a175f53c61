import { availableParallelism, tmpdir } from 'node:os';
import type { LabHost } from '../../document/lab.ts';
import type { EngineName } from '../../report/report.ts';
import { cacheFolder } from './cache-folder.ts';
import { useCache } from './cache-use.ts';
import { chooseEngine } from './engine.ts';
import { engineKind } from './engines.ts';
import { describeFullDisk, isDiskFull } from './full-disk.ts';
import { ensureImage } from './image.ts';
import type { Machine } from './machine.ts';
import { ensureMirror } from './mirror.ts';
import { type OnProgress, startActivity } from './progress.ts';
import { createRunFolders, type RunFolders, runsFolder } from './run-folder.ts';
import { cutOff, networkCards, startSegments } from './segments.ts';
import { createBarrier } from './barrier.ts';
import { machinesFingerprint } from './machines-fingerprint.ts';
import { startMachine, type StartMachineOptions } from './start-machine.ts';
import { startSupervisor } from './supervisor.ts';
import { sweepBeforeRun } from './sweep.ts';
import { createTurns } from './turns.ts';

export type { Machine } from './machine.ts';

export interface StartMachinesOptions {
  readonly hosts: readonly LabHost[];
  /** Debian packages that `apt-get install` must find in the hosts. */
  readonly packages: readonly string[];
  readonly internet: boolean;
  readonly engine: 'auto' | EngineName;
  /** Only an engine whose machines can be saved will do. */
  readonly savable: boolean;
  /** Finds the folder of a saved state of machines with this fingerprint, to go on from; null boots them. */
  readonly findState?: (fingerprint: string) => Promise<string | null>;
  /** Ends the start: everything begun is undone. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** The virtual machines of a lab, started. */
export interface Machines {
  readonly engine: EngineName;
  /** How many times slower than this machine they are; at least 1. */
  readonly slowness: number;
  readonly machines: readonly Machine[];
  /** The run's own, with one folder a host. */
  readonly folder: string;
  /** The state that they went on from; null where they booted. */
  readonly restored: string | null;
  /** Freezes all at one moment and saves them into `folder`, to be found later as `home`; they go on. Null where they can't be saved. */
  readonly save: ((place: { folder: string; home: string }) => Promise<void>) | null;
  /** Lets them outlive this process. */
  keep(): Promise<void>;
  /** Ends them and removes all their files; quick. */
  dispose(): Promise<void>;
}

/**
 * Starts the virtual machines of a lab side by side; builds what they need on first use. Resolves when the loader
 * of every machine waits for its agent; rejects, with nothing left behind, when one of them can't be started.
 */
export async function startMachines(options: StartMachinesOptions): Promise<Machines> {
  const { hosts, signal, onProgress } = options;
  const activity = startActivity({ activity: 'boot', onProgress });
  await sweepBeforeRun();
  const onWait = (): void => {
    activity.step('waiting for a command that empties the cache');
  };
  const use = await useCache({ signal, onWait });
  try {
    const { image, mirror, engine } = await prepare(options);
    const own = async (folders: RunFolders) => ({ folders, supervisor: await startSupervisor(folders) });
    const { folders, supervisor } = await createRunFolders({ signal, own });
    try {
      const names = hosts.map(({ name }) => name).join(', ');
      activity.step(`starting ${names}`);
      const { states } = engineKind(engine.engine);
      const known = states && machinesFingerprint({ ...options, states, engine, image, mirror });
      const restored = known === null ? null : ((await options.findState?.(known)) ?? null);
      if (known !== null && restored === null && engine.insteadOf !== null) {
        // Short, or it is cut off on a terminal of 80 columns.
        const why = `${engine.engine} runs what leads there: ${engine.insteadOf} has no checkpoints`;
        startActivity({ activity: 'engine', onProgress }).end(why);
      }
      const machines = await startAll({ ...options, image, mirror, engine, folders, supervisor, restored });
      activity.end(`started ${names}`);
      return {
        engine: engine.engine,
        slowness: engine.slowness,
        machines,
        folder: folders.folder,
        restored,
        save: states && ((place) => states.save({ machines, ...place, signal })),
        keep: () => supervisor.keep(),
        dispose: () => supervisor.dispose(),
      };
    } catch (error) {
      await supervisor.dispose();
      throw error;
    }
  } catch (cause) {
    if (signal.aborted || !(cause instanceof Error) || !isDiskFull(cause)) throw cause;
    const full = await describeFullDisk([cacheFolder(), runsFolder(), tmpdir()]);
    throw new Error(`Cannot prepare the hosts: ${full}`, { cause });
  } finally {
    await use.release();
  }
}

/** Builds what is not there yet. Only for whoever uses the cache. */
async function prepare(options: StartMachinesOptions) {
  const { packages, signal, onProgress } = options;
  const image = await ensureImage({ signal, onProgress });
  const mirror = await ensureMirror({ image, packages, signal, onProgress });
  const engine = await chooseEngine({ ...options, image });
  return { image, mirror, engine };
}

/** Of everything that a saved state depends on: of no use where any of it differs. Builds what machines need on first use. */
export async function fingerprintMachines(options: Omit<StartMachinesOptions, 'savable'>): Promise<string> {
  const use = await useCache({ signal: options.signal, onWait: () => undefined });
  try {
    const { engine, ...built } = await prepare({ ...options, savable: true });
    const { states } = engineKind(engine.engine);
    if (!states) throw new TypeError(`${engine.engine} saves nothing`);
    return machinesFingerprint({ ...options, ...built, states, engine });
  } finally {
    await use.release();
  }
}

type StartAllOptions = Pick<StartMachinesOptions, 'hosts' | 'internet'> & {
  restored: string | null;
} & Omit<StartMachineOptions, 'host' | 'interfaces' | 'from'>;

/**
 * A boot waits now and then, so one a core leaves cores idle: three hosts on two cores were ready after 22 s all at once,
 * after 25 s two at a time, after 32 s one by one (two and three rounds, emulated, on a busy machine). With six no
 * difference was seen in a few rounds, but each has less time of its own before it counts as hung.
 */
const bootsPerCore = 2;

/** The segments, then all hosts side by side; those that boot take turns where cores are few. */
async function startAll({ hosts, internet, restored, ...shared }: StartAllOptions) {
  const { folders, supervisor, signal } = shared;
  const segments = await startSegments({ hosts, folder: folders.folder, supervisor, signal });
  const from = restored === null ? null : { folder: restored, whenAllAreThere: createBarrier(hosts.length) };
  /** All is put away then: whoever still waits for a turn must not begin. */
  const failed = new AbortController();
  const inTurn = createTurns(bootsPerCore * availableParallelism());
  return Promise.all(
    hosts.map(async (host, hostIndex) => {
      const interfaces = networkCards({ host, hostIndex, internet, segments });
      const start = () => {
        failed.signal.throwIfAborted();
        return startMachine({ ...shared, host, interfaces, from });
      };
      const machine = await (from ? start() : inTurn(start)).catch((error: unknown) => {
        failed.abort(error);
        throw error;
      });
      return { ...machine, died: Promise.race([machine.died, cutOff({ host, segments })]) };
    }),
  );
}
