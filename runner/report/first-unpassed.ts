import type { Report } from './report.ts';

/** Id of the first step that was judged and did not pass; null where there is none. */
export function firstUnpassed({ steps }: Report): string | null {
  return steps.find(({ verdict }) => verdict === 'failed' || verdict === 'broken')?.id ?? null;
}
