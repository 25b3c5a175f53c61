import type { RunEvent } from '../../execute/events.ts';

/** `create-test1 on host1`, `create-test1 on host1 in container test1`. */
export function showPlace({
  id,
  host,
  container,
}: {
  id: string;
  host: string;
  container: string | null;
}): string {
  return `${id} on ${host}${container === null ? '' : ` in container ${container}`}`;
}

/** One kind of event. */
export type EventOf<Name extends RunEvent['event']> = Extract<RunEvent, { event: Name }>;
