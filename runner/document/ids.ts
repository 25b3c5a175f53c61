import type { VFile } from 'vfile';
import type { Draft } from './draft.ts';
import { report } from './gather.ts';
import type { Item } from './lab.ts';

/** Blocks and checks of one step, before their ids are settled. */
export interface StepDraft {
  readonly id: string;
  readonly drafts: readonly Draft[];
}

/** Makes names that are not taken: `name`, else `name-2`, `name-3`, … */
const createNamer = (taken: Set<string>): ((name: string) => string) => {
  const counts = new Map<string, number>();
  return (name) => {
    let candidate = name;
    let count = counts.get(name) ?? 1;
    while (taken.has(candidate)) candidate = `${name}-${++count}`;
    counts.set(name, count);
    taken.add(candidate);
    return candidate;
  };
};

/**
 * Gives every block and check its id: the document's own, else `STEP-N` for the Nth block of a step and
 * `TYPE-SUBJECT` for a check. Reports ids that stand twice. `derived` are those that the document does not give.
 */
export const settleIds = (
  steps: readonly StepDraft[],
  file: VFile,
): { items: Item[][]; derived: ReadonlySet<string> } => {
  const taken = new Set<string>();
  const lines = new Map<string, number>();
  for (const { id } of steps.flatMap(({ drafts }) => drafts)) {
    if (id === null) continue;
    const first = lines.get(id.text);
    if (first !== undefined) {
      const message = `The id \`${id.text}\` stands on line ${first} already.\nGive each block and check its own.`;
      report(file, { rule: 'duplicate-id', message, at: id.at });
    }
    lines.set(id.text, first ?? id.at.line);
    taken.add(id.text);
  }
  const derived = new Set<string>();
  const name = createNamer(taken);
  const settle = (stem: string): string => {
    const id = name(stem);
    derived.add(id);
    return id;
  };
  const items = steps.map((step) => {
    let count = 0;
    return step.drafts.flatMap((draft) => {
      if (draft.stem === null) count++;
      return draft.items(draft.id?.text ?? settle(draft.stem ?? `${step.id}-${count}`));
    });
  });
  return { items, derived };
};
