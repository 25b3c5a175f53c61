import type { Lab } from '../document/lab.ts';
import type { RunEvent } from '../execute/events.ts';
import type { OpenHosts } from '../hosts/index.ts';

/** What a stream of events begins with. */
export function startEvent(lab: Lab, { engine, slowness, hosts }: OpenHosts): RunEvent {
  return {
    event: 'start',
    lab: lab.id,
    document: lab.document,
    title: lab.title,
    engine,
    slowness,
    hosts: [...hosts.values()].map(({ name, kind }) => ({ name, target: kind })),
    steps: lab.steps.map(({ id, title, line, items }) => ({ id, title, line, items: items.length })),
  };
}
