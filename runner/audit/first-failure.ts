import type { Lab } from '../document/lab.ts';
import type { RunEvent } from '../execute/events.ts';
import type { Catch } from '../report/audit-report.ts';

/** What a run came to, as far as an audit wants to know. */
export interface Outcome {
  readonly by: Catch | null;
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
  let by: Catch | null = null;
  let broken: string | null = null;
  return {
    add: (event) => {
      if (event.event === 'broken') broken ??= event.message;
      if (by || (event.event !== 'block-end' && event.event !== 'check-end') || event.verdict !== 'failed')
        return;
      const kind = event.event === 'block-end' ? 'block' : 'check';
      const id = event.event === 'block-end' ? event.block : event.check;
      const reason = event.event === 'block-end' ? event.reason : null;
      const { host, line } = event;
      by = { kind, id, host, line, step: steps.get(id) ?? event.step, reason };
    },
    outcome: () => ({ by, broken }),
  };
}
