import { createGithubReporter } from './github/index.ts';
import { createJsonReporter } from './json.ts';
import { createPlainReporter } from './plain.ts';
import { createPrettyReporter } from './pretty/index.ts';
import type { Reporter, ReporterOptions, ReportStream } from './reporter-options.ts';
import { createTapReporter } from './tap/index.ts';

export type { Reporter, ReportStream } from './reporter-options.ts';

const kinds: Readonly<Record<ReporterKind, (options: ReporterOptions) => Reporter>> = {
  github: createGithubReporter,
  json: createJsonReporter,
  plain: createPlainReporter,
  pretty: createPrettyReporter,
  tap: createTapReporter,
};

export const reporterKinds = ['pretty', 'plain', 'json', 'github', 'tap'] as const;
export type ReporterKind = (typeof reporterKinds)[number];

export function createReporter({
  kind,
  stream,
  color = false,
  runAgain = ({ document, step }) => `lab run ${document}${step === null ? '' : ` --until ${step}`}`,
  nowMs = () => performance.now(),
  repositoryPath = (document) => document,
  addToSummary = () => undefined,
}: { kind: ReporterKind; stream: ReportStream } & Partial<ReporterOptions>): Reporter {
  return kinds[kind]({ stream, color, runAgain, nowMs, repositoryPath, addToSummary });
}
