import { reporterKinds, type ReporterKind } from '../report/index.ts';
import type { Call, Option } from './command.ts';
import { oneOf } from './one-of.ts';

const usualKinds: readonly ReporterKind[] = ['pretty', 'plain', 'json'];

/** `--reporter` of the commands that show what happens while it does. */
export const reporterOption: Option = {
  type: 'string',
  takes: 'NAME',
  values: usualKinds,
  help: 'pretty (the default on a terminal), plain or json',
};

/** The same of the commands that judge: what other tools read of a verdict, too. */
export const verdictReporterOption: Option = {
  ...reporterOption,
  values: reporterKinds,
  help: 'pretty (the default on a terminal), plain, json, github (annotations) or tap',
};

/** Throws UsageError with the valid values. */
export function readReporter(
  { values: { reporter } }: Call,
  kinds: readonly ReporterKind[] = usualKinds,
): ReporterKind {
  const usual = process.stdout.isTTY ? 'pretty' : 'plain';
  return oneOf('--reporter', typeof reporter === 'string' ? reporter : usual, kinds);
}

/** Throws UsageError with the valid values. */
export function readVerdictReporter(call: Call): ReporterKind {
  return readReporter(call, reporterKinds);
}
