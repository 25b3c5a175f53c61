import { type EngineName, engineNames } from '../report/report.ts';
import type { Call, Option } from './command.ts';
import { oneOf } from './one-of.ts';
import { UsageError } from './usage-error.ts';

const engines = ['auto', ...engineNames] as const;

/** `--engine` of the commands that start virtual machines. */
export const engineOption: Option = {
  type: 'string',
  takes: 'NAME',
  values: engines,
  help: 'how virtual machines run: auto (the default), kvm, uml or tcg',
};

/** As `readEngine`, for `what`, which rests on checkpoints. Throws UsageError for an engine that keeps none. */
export async function readSavingEngine(call: Call, what: string): Promise<'auto' | EngineName> {
  const engine = readEngine(call);
  if (await keepsCheckpoints(engine)) return engine;
  throw new UsageError(`${what} rests on checkpoints, and --engine ${engine} keeps none\nUse --engine auto`);
}

/** Whether hosts on an engine can be saved with their memory. */
export async function keepsCheckpoints(engine: 'auto' | EngineName): Promise<boolean> {
  if (engine === 'auto') return true;
  const { engineKind } = await import('../hosts/vm/engines.ts');
  return engineKind(engine).states !== null;
}

/** Throws UsageError with the valid values. */
export function readEngine({ values: { engine } }: Call): 'auto' | EngineName {
  return oneOf('--engine', typeof engine === 'string' ? engine : 'auto', engines);
}
