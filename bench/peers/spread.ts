export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** NaN of nothing. */
export function toSpread(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  return {
    least: sorted[0] ?? NaN,
    median: sorted[Math.floor(sorted.length / 2)] ?? NaN,
    most: sorted.at(-1) ?? NaN,
  };
}
