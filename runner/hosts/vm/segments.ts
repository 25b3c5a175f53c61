import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LabHost } from '../../document/lab.ts';
import type { Interface } from './qemu.ts';
import type { Supervisor } from './supervisor.ts';

/** Starts a switch for each segment that the hosts name; resolves with the switches' folders, by segment. */
export async function startSegments(options: {
  hosts: readonly LabHost[];
  folder: string;
  supervisor: Supervisor;
  signal: AbortSignal;
}): Promise<ReadonlyMap<string, string>> {
  const { hosts, folder, supervisor, signal } = options;
  const names = [...new Set(hosts.flatMap(({ networks }) => networks.map(({ segment }) => segment)))];
  const switches = names.map((segment, index) => ({ segment, switchFolder: join(folder, `switch${index}`) }));
  await Promise.all(
    switches.map(async ({ segment, switchFolder }, index) => {
      const command = ['vde_switch', '--sock', switchFolder, '--mode', '600', '--dirmode', '700'];
      const { ended } = supervisor.start({ name: `switch${index}`, command });
      const isOver = ended.then(() => true);
      while (!(await isThere(join(switchFolder, 'ctl')))) {
        // It says nothing when it is ready; its socket appears after a few milliseconds.
        const isGone = await Promise.race([isOver, delay(5, false, { signal })]);
        if (isGone) throw new Error(`Cannot start the switch of segment ${segment}: vde_switch ended`);
      }
    }),
  );
  return new Map(switches.map(({ segment, switchFolder }) => [segment, switchFolder]));
}

/** A host's network cards in order: its segments, then the way out. `hostIndex` makes their addresses unique. */
export function networkCards(options: {
  host: LabHost;
  hostIndex: number;
  internet: boolean;
  switchFolders: ReadonlyMap<string, string>;
}): Interface[] {
  const { host, hostIndex, internet, switchFolders } = options;
  const segments = host.networks.map(({ segment, address }, index): Interface => {
    const switchFolder = switchFolders.get(segment);
    if (switchFolder === undefined) throw new Error(`No switch for segment ${segment}`);
    return { kind: 'segment', switchFolder, mac: macAddress(hostIndex, index), address };
  });
  return internet
    ? [...segments, { kind: 'internet', mac: macAddress(hostIndex, segments.length) }]
    : segments;
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
