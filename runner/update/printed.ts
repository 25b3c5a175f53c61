import type { Lab } from '../document/lab.ts';
import type { RunEvent } from '../execute/events.ts';

/** What the shell blocks of a lab printed, in the order of the document: of each, one text a run and host. */
export type Printed = readonly (readonly string[])[];

/** Follows one run and keeps what its blocks print. A block that did not end has printed nothing. */
export function recordPrinted(lab: Lab): { add: (event: RunEvent) => void; printed: () => Printed } {
  const ids = shellBlocks(lab).map(({ id }) => id);
  const texts = ids.map((): string[] => []);
  const open = new Map<string, string[]>();
  return {
    add: (event) => {
      if (event.event === 'block-start') open.set(`${event.block} ${event.host}`, []);
      if (event.event === 'output') open.get(`${event.block} ${event.host}`)?.push(event.text);
      if (event.event === 'block-end')
        texts[ids.indexOf(event.block)]?.push(open.get(`${event.block} ${event.host}`)?.join('') ?? '');
    },
    printed: () => texts,
  };
}

export function shellBlocks({ steps }: Lab) {
  return steps.flatMap(({ items }) => items).filter((item) => item.kind === 'shell');
}
