import type { AuditLine } from '../audit/lines.ts';
import type { Omission } from './record.ts';

/** Those lines of a lab that stand there as they were recorded, in order, each with its record. */
export function placeOmissions(
  lines: readonly AuditLine[],
  recorded: readonly Omission[],
): Map<AuditLine, Omission> {
  const waiting = new Map<string, Omission[]>();
  for (const omission of recorded) {
    const key = keyOf(omission);
    waiting.set(key, [...(waiting.get(key) ?? []), omission]);
  }
  const placed = new Map<AuditLine, Omission>();
  for (const line of lines) {
    // Of lines that say the same in one block, the first is the first.
    const omission = waiting.get(keyOf(line))?.shift();
    if (omission) placed.set(line, omission);
  }
  return placed;
}

const keyOf = ({ step, block, text }: Pick<Omission, 'step' | 'block' | 'text'>): string =>
  JSON.stringify([step, block, text]);
