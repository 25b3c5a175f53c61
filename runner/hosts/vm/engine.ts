import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { EngineName } from '../../report/report.ts';
import { buildFolder } from './built-folder.ts';
import { cacheFolder } from './cache-folder.ts';
import type { EngineKind, WantedHosts } from './engine-kind.ts';
import { engineKind, engines } from './engines.ts';
import type { Image } from './image.ts';
import { type OnProgress, startActivity } from './progress.ts';
import { type EngineTrial, trialEngine } from './trial.ts';

/** In the built folder of an engine's trial. */
const trialFile = 'trial.json';

/** The engine that hosts run on, and how many times slower than KVM it makes them. */
export interface Engine {
  readonly engine: EngineName;
  readonly slowness: number;
  readonly version: string;
  /** A quicker one that was passed over because its hosts can't be saved; null where none was. */
  readonly insteadOf: EngineName | null;
}

interface TrialOptions {
  readonly image: Image;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

export interface ChooseEngineOptions extends TrialOptions, WantedHosts {
  readonly engine: 'auto' | EngineName;
  /** Only one whose hosts can be saved will do. */
  readonly savable: boolean;
}

/** The wanted engine, or the quickest that works and will do. Rejects where there is none, with why. */
export async function chooseEngine(options: ChooseEngineOptions): Promise<Engine> {
  const { engine, image } = options;
  const reasons: string[] = [];
  let insteadOf: EngineName | null = null;
  for (const kind of engine === 'auto' ? engines : [engineKind(engine)]) {
    const unfit = await kind.unfit(options);
    if (options.savable && kind.states === null) {
      if ((unfit ?? (await kind.trial.problem(image))) === null) insteadOf = kind.engine;
      reasons.push(`${kind.engine}: it keeps no checkpoints, and this needs them`);
      continue;
    }
    const { works, slowness, version, why } = unfit === null ? await knownTrial(kind, options) : fails(unfit);
    if (works) return { engine: kind.engine, slowness, version, insteadOf };
    reasons.push(`${kind.engine}: ${why}`);
  }
  throw new Error(
    `Cannot start virtual machines with ${engine === 'auto' ? 'any engine' : engine}: ${reasons.join('; ')}\n` +
      (engine === 'auto' ? '`lab doctor` says what is missing' : 'Use --engine auto, which takes what works'),
  );
}

/** A trial, and the engine's version that it was made with; that is empty where nothing had to be started. */
interface KnownTrial extends EngineTrial {
  readonly version: string;
}

const fails = (why: string): KnownTrial => ({ works: false, slowness: 1, why, version: '' });

const trialSchema = z.object({ works: z.boolean(), slowness: z.number().min(1), why: z.string() });

/** The trial of an engine on this very machine, made on first use; by one run at a time, for two would slow each other. */
export async function knownTrial(
  kind: EngineKind,
  { image, signal, onProgress }: TrialOptions,
): Promise<KnownTrial> {
  const { engine, trial } = kind;
  // Quickly found, and it may be mended from one moment to the next.
  const problem = await trial.problem(image);
  if (problem !== null) return fails(problem);
  const version = await kind.version(image);
  const activity = startActivity({ activity: 'engine', onProgress });
  const folder = join(cacheFolder(), 'engines', await machineKey(engine, version));
  const build = async (temporaryFolder: string): Promise<void> => {
    activity.step(`trying ${engine}`);
    const outcome = await trialEngine({ kind, image, folder: temporaryFolder, signal });
    await writeFile(join(temporaryFolder, trialFile), `${JSON.stringify(outcome, null, 2)}\n`);
    activity.end(describeTrial(kind, outcome));
  };
  const made = { folder, neededMiB: 1, signal, activity, build };
  const known = await readTrial(await buildFolder(made));
  if (known !== null) return { ...known, version };
  await rm(folder, { recursive: true });
  return { ...((await readTrial(await buildFolder(made))) ?? fails('its trial is unreadable')), version };
}

function describeTrial({ engine }: EngineKind, { works, slowness, why }: EngineTrial): string {
  return works ? `${engine} works, ${slowness} times slower` : `no ${engine}: ${why}`;
}

/** Null where it can't be read. */
async function readTrial(folder: string): Promise<EngineTrial | null> {
  try {
    return trialSchema.parse(JSON.parse(await readFile(join(folder, trialFile), 'utf8')));
  } catch {
    return null;
  }
}

/** Of what the outcome depends on: kernel, engine, processor and what it can do, who we are. */
async function machineKey(engine: EngineName, version: string): Promise<string> {
  const known = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const flags = /^flags\s*:.*$/m.exec(known)?.[0];
  const facts = [release(), engine, version, cpus()[0]?.model, flags, process.getuid?.()];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
