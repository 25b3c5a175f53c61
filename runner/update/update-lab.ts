import type { Lab } from '../document/lab.ts';
import { shownWhole } from '../execute/output-text.ts';
import { type Printed, shellBlocks } from './printed.ts';
import type { FenceReplacement } from './replace-fences.ts';
import { type OutputUpdate, updateOutput } from './update-output.ts';

/** What became of each shell block's output, in the order of the document; null where it is true, or there is none. */
export type LabUpdate = readonly OutputUpdate[];

/** Compares a lab's output blocks with all that came; `runs` are of the lab or of its translations. */
export function updateLab(lab: Lab, runs: readonly Printed[]): LabUpdate {
  return shellBlocks(lab).map(({ output }, index) => {
    const outputs = runs.flatMap((run) => run[index] ?? []);
    if (output === null || output.mode === 'sample' || outputs.length === 0) return null;
    if (outputs.some(({ length }) => length > shownWhole))
      return { left: 'It prints more than is kept here, so it was not compared' };
    return updateOutput({ mode: output.mode, expected: output.text, outputs });
  });
}

/** The fences that a document of the lab is to have instead: the lab itself, or any of its translations. */
export function replacementsIn(lab: Lab, update: LabUpdate): FenceReplacement[] {
  return shellBlocks(lab).flatMap(({ output }, index) => {
    const updated = update[index];
    if (output === null || updated == null || 'left' in updated) return [];
    return [{ line: output.line, before: linesOf(output.text), after: updated.lines }];
  });
}

/** Outputs that do not say what came and can't be made to, with their lines in this document. */
export function leftIn(lab: Lab, update: LabUpdate): { line: number; message: string }[] {
  return shellBlocks(lab).flatMap(({ output }, index) => {
    const updated = update[index];
    return output !== null && updated != null && 'left' in updated
      ? [{ line: output.line, message: updated.left }]
      : [];
  });
}

/** The lab as its document reads once it has these outputs. */
export function withOutputs(lab: Lab, update: LabUpdate): Lab {
  const blocks = shellBlocks(lab);
  const steps = lab.steps.map((step) => ({
    ...step,
    items: step.items.map((item) => {
      const updated = item.kind === 'shell' ? update[blocks.indexOf(item)] : null;
      if (item.kind !== 'shell' || item.output === null || updated == null || 'left' in updated) return item;
      const text = updated.lines.map((line) => `${line}\n`).join('');
      return { ...item, output: { ...item.output, text } };
    }),
  }));
  return { ...lab, steps };
}

/** The same steps with outputs that are shown only: what a block prints then fails nothing. */
export function uncompared(steps: Lab['steps']): Lab['steps'] {
  return steps.map((step) => ({
    ...step,
    items: step.items.map((item) => (item.kind === 'shell' ? { ...item, output: null } : item)),
  }));
}

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
