const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Distances that people count in. */
const distances = [
  ...[0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((seconds) => seconds * secondMs),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 5, 10, 24, 100].map((hours) => hours * hourMs),
];

const most = 9;

/** Moments for a time axis from 0 on, at most ten, and what is written there: `0`, `5 s`, `1:30` (minutes), `1 h`. */
export function ticks(durationMs: number): { ms: number; label: string }[] {
  const distanceMs = distances.find((each) => durationMs / each <= most) ?? durationMs;
  const count = distanceMs === 0 ? 0 : Math.floor(durationMs / distanceMs);
  return Array.from({ length: count + 1 }, (_, index) => index * distanceMs).map((ms) => ({
    ms,
    label: label(ms, distanceMs),
  }));
}

function label(ms: number, distanceMs: number): string {
  if (ms === 0) return '0';
  if (distanceMs >= hourMs) return `${Math.round(ms / hourMs)} h`;
  if (distanceMs >= minuteMs) return `${Math.round(ms / minuteMs)} min`;
  if (ms < minuteMs) return `${Number((ms / secondMs).toPrecision(3))} s`;
  const seconds = Math.round(ms / secondMs);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
