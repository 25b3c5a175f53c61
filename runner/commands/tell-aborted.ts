import type { Report } from '../report/report.ts';
import type { Reporter } from '../report/reporter.ts';
import { Interrupted } from './interrupted.ts';
import { UsageError } from './usage-error.ts';

const told = new WeakSet<Error>();

/**
 * Tells a reporter that an error ends the call: once, or of each run under way with its report. Of a wrong call it need
 * not know: nothing was run.
 */
export function tellAborted(
  error: unknown,
  { reporter, report = null }: { reporter: Pick<Reporter, 'handle'>; report?: Report | null },
): void {
  if (!(error instanceof Error) || error instanceof UsageError) return;
  if (report === null && told.has(error)) return;
  told.add(error);
  const message = error instanceof Interrupted ? error.summary : error.message;
  reporter.handle({ event: 'aborted', message, report });
}
