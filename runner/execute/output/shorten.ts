const notes = /\n\[lab: (\d+) characters left out here\]\n/g;

/**
 * The beginning and the end of a text that is longer than `limit` UTF-16 units, and how much is left out; of a text that
 * was shortened before, how much in all.
 */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  const end = half === 0 ? '' : text.slice(-half);
  const middle = text.slice(half, text.length - half);
  const before = [...middle.matchAll(notes)].reduce(
    (sum, [note, number]) => sum + Number(number) - note.length,
    0,
  );
  return `${text.slice(0, half)}\n[lab: ${middle.length + before} characters left out here]\n${end}`;
}
