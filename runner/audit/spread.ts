/** The same items, in an order of which every beginning is spread over the whole: halves, then quarters, then eighths. */
export function spread<Item>(items: readonly Item[]): Item[] {
  const bits = Math.ceil(Math.log2(Math.max(2, items.length)));
  return Array.from({ length: 2 ** bits }, (_, index) =>
    items.slice(reverseBits(index, bits)).slice(0, 1),
  ).flat();
}

function reverseBits(number: number, bits: number): number {
  let reversed = 0;
  for (let bit = 0; bit < bits; bit++) reversed = (reversed << 1) | ((number >> bit) & 1);
  return reversed;
}
