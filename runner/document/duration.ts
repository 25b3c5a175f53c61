const unitsMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, ms: 1, s: 1000 };
const longestMs = 7 * 24 * 3_600_000;

/** Milliseconds of `500ms`, `30s`, `5m`, `1h`; `0` needs no unit. Null for anything else, and beyond seven days. */
export const parseDuration = (text: string): number | null => {
  if (text === '0') return 0;
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/.exec(text);
  if (match === null) return null;
  const durationMs = Math.round(Number(match[1]) * (unitsMs[match[2] ?? ''] ?? NaN));
  return durationMs <= longestMs ? durationMs : null;
};
