/** Pinned, so that a run repeats the one before; tests that use it have it in their names. `LAB_TEST_SEED=N` sets another. */
export const seed = Number(process.env['LAB_TEST_SEED'] ?? 20_151_103);

/** Numbers from 0 up to 1, the same for the same seed and name (mulberry32 by Tommy Ettinger, public domain). */
export function randomNumbers({ seed: start, name }: { seed: number; name: string }): () => number {
  let state = Array.from(name).reduce(
    (hash, letter) => (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0,
    start,
  );
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
