import { cleanText, shorten } from '../../execute/output/index.ts';

/** UTF-16 units: of one text on a page, and of all of them. Escaped, a character takes up to six bytes. */
const maxText = 48 * 1024;
const maxAll = 4 * 1024 * 1024;
/** Of names and the like nothing is cut, however many there are. */
const minText = 1024;

/**
 * The same value with all texts in it made harmless, as a page shows them. Those that are too long lose their middle,
 * and say so: so many may be so long that each of the longest has to be shorter.
 */
export function limitTexts<Value>(value: Value): Value {
  const lengths: number[] = [];
  const cleaned = mapTexts(value, (text) => {
    const clean = shorten(cleanText(text), maxText);
    lengths.push(clean.length);
    return clean;
  });
  let limit = maxText;
  const all = () => lengths.reduce((sum, length) => sum + Math.min(length, limit), 0);
  while (limit > minText && all() > maxAll) limit /= 2;
  return limit === maxText ? cleaned : mapTexts(cleaned, (text) => shorten(text, limit));
}

/** Changes all strings in plain data. */
function mapTexts<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value) as Value;
  if (Array.isArray(value)) return value.map((each: unknown) => mapTexts(each, change)) as Value;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]: [string, unknown]) => [name, mapTexts(each, change)]),
  ) as Value;
}
