import type { RunEvent } from '../../execute/events.ts';
import type { EventOf } from '../text/index.ts';

/** An event, and when it came, in milliseconds since the run began. */
export interface Heard<Event extends RunEvent = RunEvent> {
  readonly event: Event;
  readonly atMs: number;
}

/** Those of one kind that are meant. */
export function heardOf<Name extends RunEvent['event']>(
  heard: readonly Heard[],
  name: Name,
  isMeant: (event: EventOf<Name>) => boolean = () => true,
): Heard<EventOf<Name>>[] {
  const isOfKind = (each: Heard): each is Heard<EventOf<Name>> => each.event.event === name;
  return heard.filter(isOfKind).filter(({ event }) => isMeant(event));
}
