import { appendFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { ReporterOptions } from '../report/reporter-options.ts';

/** Where reports go, and in which looks: colours on terminals that want them (no-color.org). */
export function outputOptions(): Omit<ReporterOptions, 'runAgain'> {
  return {
    stream: process.stdout,
    color: process.stdout.isTTY && !process.env['NO_COLOR'],
    nowMs: () => performance.now(),
    repositoryPath: (document) =>
      relative(process.env['GITHUB_WORKSPACE'] ?? process.cwd(), resolve(document)),
    addToSummary,
  };
}

/** GitHub names the file in a variable. A verdict is one without the summary, too. */
function addToSummary(markdown: string): void {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (!file) return;
  try {
    appendFileSync(file, markdown);
  } catch (error) {
    process.stderr.write(`lab: Cannot add to the summary of the job: ${(error as Error).message}\n`);
  }
}
