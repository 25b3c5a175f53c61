/** Has at most `atOnce` of the works it is given under way; the others wait for their turn, first come, first served. */
export function createTurns(atOnce: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free > 0) free--;
    else
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    try {
      return await work();
    } finally {
      // Whoever comes next takes this place over: it is not free meanwhile.
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
