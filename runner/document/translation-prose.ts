import type { Item, Step } from './lab.ts';
import type { Side } from './translation-items.ts';

/** Something that a translation may have of its own, and that somebody will miss. */
export interface Oversight {
  readonly rule: 'translation-hint' | 'translation-id';
  readonly line: number;
  readonly message: string;
}

const hintOf = (item: Item): string | null => (item.kind === 'check' ? item.hint : null);

/** Checks on several hosts are several items with one hint. */
const missingHints = (here: Step, there: Step, path: string): Oversight[] => {
  const lines = new Map<number, Oversight>();
  for (const [index, item] of here.items.entries()) {
    const other = there.items[index];
    if (other === undefined || (hintOf(item) === null) === (hintOf(other) === null)) continue;
    const message =
      hintOf(item) === null
        ? `This check has no hint, and ${path}:${other.line} has one.\nTranslate it.`
        : `This check has a hint, and ${path}:${other.line} has none.\nTranslate it there.`;
    lines.set(item.line, { rule: 'translation-hint', line: item.line, message });
  }
  return [...lines.values()];
};

const differingId = (here: Step, there: Step, path: string): Oversight[] => {
  if (here.id === there.id) return [];
  const message = `This step is \`${here.id}\`, and \`${there.id}\` on ${path}:${there.line}, in reports and for \`--from\`.\nPut \`<!-- step: ID -->\` under both headings.`;
  return [{ rule: 'translation-id', line: here.line, message }];
};

/** What was overlooked in a translation of a lab that runs and checks the same. */
export const findOversights = ([here, there]: readonly [Side, Side]): Oversight[] => {
  const path = there.lab.document;
  return here.lab.steps.flatMap((step, index) => {
    const other = there.lab.steps[index];
    if (other === undefined) return [];
    return [...differingId(step, other, path), ...missingHints(step, other, path)];
  });
};
