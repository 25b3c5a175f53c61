import type { BlockSource } from '../host.ts';
import type { BlockText } from './failed-line.ts';

/**
 * The blocks that an earlier runner had a session run, the last one first, as the agent tells of them: of each a line
 * `LINE LENGTH` and LENGTH bytes. The document may have moved them since, or no longer have them.
 */
export function readHistory(payload: Buffer, document: readonly BlockSource[]): BlockText[] {
  const blocks: BlockText[] = [];
  const seen = new Map<string, number>();
  for (let start = 0; start < payload.length;) {
    const end = payload.indexOf('\n', start);
    const [textLine = 0, length = 0] = payload.toString('latin1', start, end).split(' ').map(Number);
    start = end + 1 + length;
    const text = payload.toString('utf8', end + 1, start);
    // Of several with the same text each is the next one, and what ran more often the last.
    const count = seen.get(text) ?? 0;
    seen.set(text, count + 1);
    const same = document.filter((each) => each.text === text);
    const now = same[Math.min(count, same.length - 1)];
    if (now) blocks.unshift({ text, textLine, documentLine: now.textLine });
  }
  return blocks;
}
