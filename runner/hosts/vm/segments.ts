import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LabHost } from '../../document/lab.ts';
import type { Death } from './death.ts';
import type { NetworkCard } from './network-card.ts';
import type { Ended, Supervisor } from './supervisor.ts';

/** A segment's switch. */
export interface Segment {
  /** Of its sockets. */
  readonly switchFolder: string;
  readonly ended: Promise<Ended>;
}

/** Starts a switch for each segment that the hosts name; resolves with them by segment. */
export async function startSegments(options: {
  hosts: readonly LabHost[];
  folder: string;
  supervisor: Supervisor;
  signal: AbortSignal;
}): Promise<ReadonlyMap<string, Segment>> {
  const { hosts, folder, supervisor, signal } = options;
  const names = [...new Set(hosts.flatMap(({ networks }) => networks.map(({ segment }) => segment)))];
  const segments = await Promise.all(
    names.map(async (segment, index): Promise<[string, Segment]> => {
      const switchFolder = join(folder, `switch${index}`);
      const command = ['vde_switch', '--sock', switchFolder, '--mode', '600', '--dirmode', '700'];
      const { ended } = supervisor.start({ name: `switch${index}`, command });
      const isOver = ended.then(() => true);
      while (!(await isThere(join(switchFolder, 'ctl')))) {
        // It says nothing when it is ready; its socket appears after a few milliseconds.
        const isGone = await Promise.race([isOver, delay(5, false, { signal })]);
        if (isGone) throw new Error(`Cannot start the switch of segment ${segment}: vde_switch ended`);
      }
      return [segment, { switchFolder, ended }];
    }),
  );
  return new Map(segments);
}

/** Resolves when a host has lost a segment: its switch is gone. Never rejects. */
export async function cutOff({
  host: { name, networks },
  segments,
}: {
  host: LabHost;
  segments: ReadonlyMap<string, Segment>;
}): Promise<Death> {
  const losses = networks.map(async ({ segment }) => {
    const ended = await segments.get(segment)?.ended;
    // Not by itself then, and the machine has its own word for it.
    if (ended?.status === null) await new Promise<never>(() => undefined);
    return { message: `${name}: the switch of its segment ${segment} ended`, console: '' };
  });
  return Promise.race(losses);
}

/** A host's network cards in order: its segments, then the way out. `hostIndex` makes their addresses unique. */
export function networkCards(options: {
  host: LabHost;
  hostIndex: number;
  internet: boolean;
  segments: ReadonlyMap<string, Segment>;
}): NetworkCard[] {
  const { host, hostIndex, internet, segments } = options;
  const cards = host.networks.map(({ segment, address }, index): NetworkCard => {
    const found = segments.get(segment);
    if (!found) throw new Error(`No switch for segment ${segment}`);
    return { kind: 'segment', switchFolder: found.switchFolder, mac: macAddress(hostIndex, index), address };
  });
  return internet ? [...cards, { kind: 'internet', mac: macAddress(hostIndex, cards.length) }] : cards;
}

/** 52:54:00 is what QEMU's own cards begin with; the rest says which host and which card. */
function macAddress(hostIndex: number, cardIndex: number): string {
  const byte = (value: number): string => value.toString(16).padStart(2, '0');
  return `52:54:00:${byte(hostIndex >> 8)}:${byte(hostIndex & 0xff)}:${byte(cardIndex)}`;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
