import type { EngineName } from '../report/report.ts';
import type { Call, Option } from './command.ts';
import { oneOf } from './one-of.ts';

const engines = ['auto', 'kvm', 'tcg'] as const;

/** `--engine` of the commands that start virtual machines. */
export const engineOption: Option = {
  type: 'string',
  takes: 'NAME',
  values: engines,
  help: 'how virtual machines run: auto (the default), kvm or tcg',
};

/** Throws UsageError with the valid values. */
export function readEngine({ values: { engine } }: Call): 'auto' | EngineName {
  return oneOf('--engine', typeof engine === 'string' ? engine : 'auto', engines);
}
