const shortestMs = 50;
const longestMs = 1000;
const growth = 1.5;

/** How long to wait before the next ask, after so many: often at first, then less. Scaled for slow engines. */
export function pauseMs({ attempts, slowness }: { attempts: number; slowness: number }): number {
  return Math.min(longestMs, shortestMs * growth ** (attempts - 1)) * slowness;
}
