import type { Lab } from '../document/lab.ts';
import type { RunEvent } from '../execute/events.ts';
import type { Catch } from '../report/audit-report.ts';
import { isFailedEnd, type ItemEnd } from './rest.ts';

/** What a run came to, as far as an audit wants to know. */
export interface Outcome {
  readonly by: Catch | null;
  /** All that failed: on each of its hosts, and in the background. */
  readonly failed: readonly ItemEnd[];
  /** Why the machinery broke; null where it did not. */
  readonly broken: string | null;
}

export interface FailureListener {
  readonly add: (event: RunEvent) => void;
  readonly outcome: () => Outcome;
}

/** Listens to a run for the first thing that fails. `lab` says which step of the document each block and check is of. */
export function listenForFailure(lab: Lab): FailureListener {
  const steps = new Map(lab.steps.flatMap(({ id: step, items }) => items.map(({ id }) => [id, step])));
  const failed: ItemEnd[] = [];
  let broken: string | null = null;
  const catchOf = (end: ItemEnd): Catch => {
    const kind = end.event === 'block-end' ? 'block' : 'check';
    const id = end.event === 'block-end' ? end.block : end.check;
    const reason = end.event === 'block-end' ? end.reason : null;
    const { host, line } = end;
    return { kind, id, host, line, step: steps.get(id) ?? end.step, reason };
  };
  return {
    add: (event) => {
      if (event.event === 'broken') broken ??= event.message;
      if (isFailedEnd(event)) failed.push(event);
    },
    outcome: () => ({ by: failed[0] ? catchOf(failed[0]) : null, failed, broken }),
  };
}
