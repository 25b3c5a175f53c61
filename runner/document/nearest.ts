import { distance } from 'fastest-levenshtein';

/** The name that was likely meant: at most a third of its letters differ. */
export const nearest = (word: string, names: Iterable<string>): string | null => {
  let best: string | null = null;
  let least = Infinity;
  const lower = word.slice(0, 100).toLowerCase();
  for (const name of names) {
    const away = distance(lower, name.toLowerCase());
    if (away < least && away <= Math.max(1, Math.floor(name.length / 3))) {
      best = name;
      least = away;
    }
  }
  return best;
};

/** The line of a message that helps on: the nearest name, else all valid ones. */
export const suggest = (word: string, names: Iterable<string>): string => {
  const all = [...names].sort();
  const near = nearest(word, all);
  if (near !== null) return `Did you mean \`${near}\`?`;
  return all.length === 0 ? 'There are none.' : `Known: ${all.map((name) => `\`${name}\``).join(', ')}.`;
};
