import { distance } from 'fastest-levenshtein';
import { lineAt } from './lines.ts';

/** How far a person is ready to wait, and to believe: a line that differs in more than half is another line. */
const maxLines = 2000;
const maxLength = 200;
const maxShareDifferent = 0.5;

/** Offset of the line of `text`, from `from` on, that is most like `wanted`; null where none is like it. */
export function nearestLine(wanted: string, text: string, from: number): number | null {
  const target = wanted.slice(0, maxLength);
  let nearest: number | null = null;
  let leastShare = maxShareDifferent;
  let offset = from;
  for (let count = 0; count < maxLines; count++) {
    const line = lineAt(text, offset);
    if (line === null) break;
    const candidate = line.text.slice(0, maxLength);
    const share = distance(target, candidate) / Math.max(target.length, candidate.length, 1);
    if (share < leastShare) [nearest, leastShare] = [offset, share];
    offset = line.next;
  }
  return nearest;
}
