import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import type { EngineName } from '../../report/report.ts';
import { buildFolder } from './built-folder.ts';
import { cacheFolder } from './cache-folder.ts';
import type { Image } from './image.ts';
import { type OnProgress, startActivity } from './progress.ts';
import { type EngineTrial, trialEngines } from './trial.ts';

/** In the built folder of a machine's trials. */
const trialsFile = 'trials.json';

/** The engine that hosts run on, and how many times slower than KVM it makes them. */
export interface Engine {
  readonly engine: EngineName;
  readonly slowness: number;
  /** QEMU's, as it says it. */
  readonly version: string;
}

export interface ChooseEngineOptions {
  readonly engine: 'auto' | EngineName;
  readonly image: Image;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** The wanted engine, or the quickest that works. Rejects where it does not work here, with why. */
export async function chooseEngine(options: ChooseEngineOptions): Promise<Engine> {
  const { engine, image, signal, onProgress } = options;
  const version = await qemuVersion();
  const trials = await knownTrials({ image, version, signal, onProgress });
  const chosen = trials.find((trial) => trial.works && (engine === 'auto' || trial.engine === engine));
  if (chosen) return { engine: chosen.engine, slowness: chosen.slowness, version };
  const reasons = trials
    .filter((trial) => engine === 'auto' || trial.engine === engine)
    .map(({ engine: name, why }) => `${name}: ${why}`);
  const valid = trials.filter(({ works }) => works).map(({ engine: name }) => name);
  throw new Error(
    `Cannot start virtual machines with ${engine === 'auto' ? 'any engine' : engine}: ${reasons.join('; ')}` +
      (valid.length > 0 ? `\nUse --engine ${valid.join(' or ')}` : '\n`lab doctor` says what is missing'),
  );
}

const trialsSchema = z.array(
  z.object({
    engine: z.enum(['kvm', 'tcg']),
    works: z.boolean(),
    slowness: z.number().min(1),
    why: z.string(),
  }),
);

/** Trials of this very machine, made on first use; by one run at a time, for two would slow each other. */
export async function knownTrials({
  image,
  version,
  signal,
  onProgress,
}: Omit<ChooseEngineOptions, 'engine'> & Pick<Engine, 'version'>): Promise<readonly EngineTrial[]> {
  const activity = startActivity({ activity: 'engine', onProgress });
  const folder = join(cacheFolder(), 'engines', machineKey(version));
  const build = async (temporaryFolder: string): Promise<void> => {
    activity.step('trying the engines');
    const trials = await trialEngines({ image, signal });
    await writeFile(join(temporaryFolder, trialsFile), `${JSON.stringify(trials, null, 2)}\n`);
    activity.end(trials.map(describeTrial).join('; '));
  };
  const made = { folder, neededMiB: 1, signal, activity, build };
  const known = await readTrials(await buildFolder(made));
  if (known !== null) return known;
  await rm(folder, { recursive: true });
  return (await readTrials(await buildFolder(made))) ?? [];
}

function describeTrial({ engine, works, slowness, why }: EngineTrial): string {
  return works ? `${engine} works, ${slowness} times slower` : `no ${engine}: ${why}`;
}

/** Null where they can't be read. */
async function readTrials(folder: string): Promise<readonly EngineTrial[] | null> {
  try {
    return trialsSchema.parse(JSON.parse(await readFile(join(folder, trialsFile), 'utf8')));
  } catch {
    return null;
  }
}

/** The first line of what `qemu-system-x86_64 --version` says. Rejects where there is no QEMU. */
export async function qemuVersion(): Promise<string> {
  const { stdout } = await execa('qemu-system-x86_64', ['--version']);
  return stdout.split('\n')[0] ?? '';
}

/** What the outcome depends on: kernel, QEMU and processor. */
function machineKey(version: string): string {
  const facts = [release(), version, cpus()[0]?.model, process.getuid?.()];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
