import { distance } from 'fastest-levenshtein';

/** As many letters may differ: a third, and in short words two, for swapped letters are two. */
const farthest = (length: number): number =>
  Math.max(Math.floor(length / 3), Math.min(2, Math.floor(length / 2)));

/** The name that was likely meant, whatever its case: one that is near, else the one that goes on so; or null. */
export const nearest = (word: string, names: Iterable<string>): string | null => {
  let best: string | null = null;
  let least = Infinity;
  const lower = word.slice(0, 100).toLowerCase();
  for (const name of names) {
    const away = distance(lower, name.toLowerCase());
    if (away < least && away <= farthest(name.length)) {
      best = name;
      least = away;
    }
  }
  if (best !== null || word.length < 3) return best;
  const longer = [...names].filter((name) => name.toLowerCase().startsWith(lower));
  const [shortest = null] = longer.sort((one, other) => one.length - other.length);
  return shortest !== null && longer.every((name) => name.startsWith(shortest)) ? shortest : null;
};

/** The line of a message that helps on: the nearest name, else all valid ones. */
export const suggest = (word: string, names: Iterable<string>): string => {
  const all = [...names].sort();
  const near = nearest(word, all);
  if (near !== null) return `Did you mean \`${near}\`?`;
  return all.length === 0 ? 'There are none.' : `Known: ${all.map((name) => `\`${name}\``).join(', ')}.`;
};
