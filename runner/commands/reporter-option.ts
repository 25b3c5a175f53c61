import { reporterKinds, type ReporterKind } from '../report/index.ts';
import type { Call, Option } from './command.ts';
import { oneOf } from './one-of.ts';

/** `--reporter` of the commands that show what happens while it does. */
export const reporterOption: Option = {
  type: 'string',
  takes: 'NAME',
  values: reporterKinds,
  help: 'pretty (the default on a terminal), plain or json',
};

/** Throws UsageError with the valid values. */
export function readReporter({ values: { reporter } }: Call): ReporterKind {
  const usual = process.stdout.isTTY ? 'pretty' : 'plain';
  return oneOf('--reporter', typeof reporter === 'string' ? reporter : usual, reporterKinds);
}
