import type { ReporterOptions } from '../report/reporter-options.ts';

/** Where reports go, and in which looks: colours on terminals that want them (no-color.org). */
export function outputOptions(): Pick<ReporterOptions, 'stream' | 'color' | 'nowMs'> {
  return {
    stream: process.stdout,
    color: process.stdout.isTTY && !process.env['NO_COLOR'],
    nowMs: () => performance.now(),
  };
}
