import { createJunitReporter } from '../report/index.ts';
import type { RunsReporter } from '../report/side-by-side/runs-reporter.ts';
import type { Call, Option } from './command.ts';
import { openOutputFile } from './output-file.ts';

/** `--junit` of the commands that judge. */
export const junitOption: Option = {
  type: 'string',
  takes: 'FILE',
  help: 'write the verdicts there as well, as JUnit XML',
};

/** What `--junit FILE` asks for; null without it. Throws UsageError where no file can be written there. */
export function openJunit({ values: { junit } }: Call): RunsReporter | null {
  return typeof junit === 'string'
    ? createJunitReporter(openOutputFile({ option: '--junit', path: junit }))
    : null;
}
