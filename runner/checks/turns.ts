/** Who answered a request: a listed name, `?` for an answer that names none or several, `-` for no answer. */
export type Responder = string;

/** The one name that a text holds as a word, else `?`. */
export function findResponder(text: string, names: readonly string[]): Responder {
  const held = [...new Set(names)].filter((name) => holdsWord(text, name));
  return held.length === 1 ? (held[0] ?? '?') : '?';
}

// A word is one for ASCII: in `これはweb1です` there is a `web1`.
function holdsWord(text: string, word: string): boolean {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  return new RegExp(String.raw`(?<!\w)${escaped}(?!\w)`, 'u').test(text);
}

/** Whether names come strictly in turn, in the order listed, from any of them on. */
export function isAlternating(responders: readonly Responder[], names: readonly string[]): boolean {
  return names.some((_, start) =>
    responders.every((responder, index) => responder === names[(start + index) % names.length]),
  );
}

/** Whether each name answered as often as wanted, give or take `tolerance` requests, and nobody else did. */
export function isDistributed(
  responders: readonly Responder[],
  { distribution, tolerance }: { distribution: Readonly<Record<string, number>>; tolerance: number },
): boolean {
  const counts = countResponders(responders);
  return (
    responders.every((responder) => Object.hasOwn(distribution, responder)) &&
    Object.entries(distribution).every(
      ([name, wanted]) => Math.abs((counts.get(name) ?? 0) - wanted) <= tolerance,
    )
  );
}

/** How often each answered. */
export function countResponders(responders: readonly Responder[]): Map<Responder, number> {
  const counts = new Map<Responder, number>();
  for (const responder of responders) counts.set(responder, (counts.get(responder) ?? 0) + 1);
  return counts;
}
