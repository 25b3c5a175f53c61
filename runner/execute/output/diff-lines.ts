export interface DiffLine {
  /** ` ` in both, `-` expected only, `+` got only. */
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * The shortest way from what was expected to what came (longest common subsequence), for the few lines of a
 * difference that a person looks at: time and room are the product of the two numbers of lines.
 */
export function diffLines(
  expected: readonly string[],
  got: readonly string[],
  same: (expected: string, got: string) => boolean,
): DiffLine[] {
  const common = commonLengths(expected, got, same);
  const diff: DiffLine[] = [];
  let [left, right] = [0, 0];
  while (left < expected.length || right < got.length) {
    const [before, after] = [expected[left], got[right]];
    if (before !== undefined && after !== undefined && same(before, after)) {
      diff.push({ sign: ' ', text: after });
      left++;
      right++;
    } else if (
      before !== undefined &&
      lengthAt(common, left + 1, right) >= lengthAt(common, left, right + 1)
    ) {
      diff.push({ sign: '-', text: before });
      left++;
    } else {
      diff.push({ sign: '+', text: after ?? '' });
      right++;
    }
  }
  return diff;
}

/** `[i][j]`: how many lines the two have in common from `expected[i]` and `got[j]` on. */
function commonLengths(
  expected: readonly string[],
  got: readonly string[],
  same: (expected: string, got: string) => boolean,
): number[][] {
  const lengths = expected.map(() => got.map(() => 0));
  for (let left = expected.length - 1; left >= 0; left--) {
    for (let right = got.length - 1; right >= 0; right--) {
      const row = lengths[left];
      if (row === undefined) continue;
      row[right] = same(expected[left] ?? '', got[right] ?? '')
        ? lengthAt(lengths, left + 1, right + 1) + 1
        : Math.max(lengthAt(lengths, left + 1, right), lengthAt(lengths, left, right + 1));
    }
  }
  return lengths;
}

function lengthAt(lengths: readonly number[][], left: number, right: number): number {
  return lengths[left]?.[right] ?? 0;
}
