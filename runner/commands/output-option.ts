import { suggest } from '../document/nearest.ts';
import type { Call, Option } from './command.ts';
import { UsageError } from './usage-error.ts';

const kinds = ['pretty', 'plain', 'json'] as const;

/** `--reporter` of the commands that print once and end: `pretty` and `plain` are the same text there. */
export const outputOption: Option = {
  type: 'string',
  takes: 'NAME',
  // `pretty` is the same text as plain here.
  values: ['plain', 'json'],
  help: 'plain (the default) or json',
};

/** Throws UsageError with the valid values. */
export function readOutput({ reporter = 'plain' }: Call['values']): (typeof kinds)[number] {
  const kind = kinds.find((each) => each === reporter);
  if (kind !== undefined) return kind;
  throw new UsageError(`Unknown --reporter ${String(reporter)}\n${suggest(String(reporter), kinds)}`);
}
