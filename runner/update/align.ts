/** How one piece of a pattern, or of what came, is taken. Numbers are indices. */
export type Move =
  /** The two stand for each other. */
  | { readonly kind: 'pair'; readonly pattern: number; readonly got: number }
  /** Nothing that came stands for it. */
  | { readonly kind: 'drop'; readonly pattern: number }
  /** Nothing of the pattern stands for it. */
  | { readonly kind: 'add'; readonly got: number }
  /** A wildcard; of use where it takes something in, or both its neighbours are still there. */
  | { readonly kind: 'any'; readonly pattern: number; readonly isOfUse: boolean };

/** What each way of taking a piece costs; a wildcard takes in what it can for nothing. */
export interface Costs {
  readonly isAny: (pattern: number) => boolean;
  /** 0 where the two are the same, infinite where they have nothing to do with each other. */
  readonly pair: (pattern: number, got: number) => number;
  readonly drop: (pattern: number) => number;
  readonly add: (got: number) => number;
}

interface Choice {
  readonly kind: 'absorb' | 'add' | 'drop' | 'leave' | 'pair';
  readonly total: number;
  readonly to: readonly [pattern: number, got: number];
}

/**
 * The cheapest way from a pattern with wildcards to what came, as moves in order. Time and room are the product of the
 * two numbers of pieces.
 */
export function align({
  patterns,
  gots,
  isAny,
  pair,
  drop,
  add,
}: { patterns: number; gots: number } & Costs): Move[] {
  const width = gots + 1;
  const totals = new Float64Array((patterns + 1) * width);
  const choose = (at: number, got: number): Choice => {
    let best: Choice = { kind: 'leave', total: Infinity, to: [at, got] };
    const offer = (kind: Choice['kind'], cost: number, ...to: [number, number]) => {
      const total = cost + (totals[to[0] * width + to[1]] ?? Infinity);
      if (total < best.total) best = { kind, total, to };
    };
    if (at < patterns && isAny(at)) {
      if (got < gots) offer('absorb', 0, at, got + 1);
      offer('leave', 0, at + 1, got);
      return best;
    }
    if (at < patterns && got < gots) offer('pair', pair(at, got), at + 1, got + 1);
    if (at < patterns) offer('drop', drop(at), at + 1, got);
    if (got < gots) offer('add', add(got), at, got + 1);
    return best;
  };
  for (let at = patterns; at >= 0; at--) {
    for (let got = gots; got >= 0; got--) {
      if (at < patterns || got < gots) totals[at * width + got] = choose(at, got).total;
    }
  }
  const choices: (Choice & { at: number; got: number })[] = [];
  for (let [at, got] = [0, 0]; at < patterns || got < gots;) {
    const choice = choose(at, got);
    choices.push({ ...choice, at, got });
    [at, got] = choice.to;
  }
  return movesOf(choices);
}

function movesOf(choices: readonly (Choice & { at: number; got: number })[]): Move[] {
  const dropped = new Set(choices.filter(({ kind }) => kind === 'drop').map(({ at }) => at));
  const absorbing = new Set(choices.filter(({ kind }) => kind === 'absorb').map(({ at }) => at));
  return choices.flatMap(({ kind, at, got }): Move[] => {
    if (kind === 'absorb') return [];
    if (kind === 'pair') return [{ kind, pattern: at, got }];
    if (kind === 'drop') return [{ kind, pattern: at }];
    if (kind === 'add') return [{ kind, got }];
    const isOfUse = absorbing.has(at) || !(dropped.has(at - 1) || dropped.has(at + 1));
    return [{ kind: 'any', pattern: at, isOfUse }];
  });
}
