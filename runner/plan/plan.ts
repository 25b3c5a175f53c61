import type { Check, FileBlock, Item, Lab, LabFile, LabHost, ShellBlock } from '../document/lab.ts';
import { rangeOf } from './range.ts';

/** What happens where, in order. Actions of a step come one after another; the hosts of one action side by side. */
export interface Plan {
  readonly lab: Lab;
  readonly hosts: readonly LabHost[];
  /** Put on hosts before the first step; empty where the plan begins later. */
  readonly files: readonly LabFile[];
  readonly steps: readonly PlannedStep[];
}

export interface PlannedStep {
  readonly id: string;
  readonly title: string;
  readonly line: number;
  readonly actions: readonly Action[];
}

export type Action = RunAction | WriteAction | CheckAction;

export interface RunAction {
  readonly kind: 'run';
  readonly block: ShellBlock;
}

export interface WriteAction {
  readonly kind: 'write';
  readonly block: FileBlock;
}

/** Checks with nothing between them: they hold the next block back together, and are asked together. */
export interface CheckAction {
  readonly kind: 'check';
  readonly checks: readonly Check[];
}

const toActions = (items: readonly Item[]): Action[] => {
  const actions: Action[] = [];
  let checks: Check[] | null = null;
  for (const item of items) {
    if (item.kind === 'check') {
      if (checks === null) actions.push({ kind: 'check', checks: (checks = []) });
      checks.push(item);
      continue;
    }
    checks = null;
    actions.push(item.kind === 'shell' ? { kind: 'run', block: item } : { kind: 'write', block: item });
  }
  return actions;
};

/**
 * What running a lab would do, from one step to another, both included. Throws `UnknownStep` where the lab has no
 * such step.
 */
export const planLab = (lab: Lab, options: { from?: string | null; until?: string | null } = {}): Plan => {
  const { from = null, until = null } = options;
  const steps = rangeOf(lab.steps, { from, until });
  return {
    lab,
    hosts: lab.hosts,
    files: steps[0] === lab.steps[0] ? lab.files : [],
    steps: steps.map(({ id, title, line, items }) => ({ id, title, line, actions: toActions(items) })),
  };
};
