import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabHost } from '../../document/lab.ts';
import type { Engine } from './engine.ts';
import type { SavableHost, SavedState } from './engine-kind.ts';
import { engineKind } from './engines.ts';
import type { Image } from './image.ts';
import { connectMachine, type Machine } from './machine.ts';
import type { Mirror } from './mirror.ts';
import type { NetworkCard } from './network-card.ts';
import type { RunFolders } from './run-folder.ts';
import type { Supervisor } from './supervisor.ts';

/** A host is up in a few seconds with KVM; whoever takes this much longer never will be. */
const bootLimitMs = 60_000;

export interface StartMachineOptions {
  readonly host: LabHost;
  readonly interfaces: readonly NetworkCard[];
  readonly engine: Engine;
  readonly image: Image;
  readonly mirror: Mirror;
  readonly folders: RunFolders;
  readonly supervisor: Supervisor;
  /** What to go on from; null boots. */
  readonly from: SavedState | null;
  readonly signal: AbortSignal;
}

/**
 * Starts one host. Resolves when its loader answers or, for one that was saved, its agent; rejects when it dies first
 * or takes too long.
 */
export async function startMachine(options: StartMachineOptions): Promise<Machine & SavableHost> {
  const { host, engine, mirror, folders, signal } = options;
  const { name } = host;
  const folder = join(folders.folder, name);
  await mkdir(folder);
  const extraDisks = [
    { serial: 'mirror', path: mirror.disk },
    ...(mirror.containersDisk === null ? [] : [{ serial: 'containers', path: mirror.containersDisk }]),
  ];
  const kind = engineKind(engine.engine);
  const started = await kind.start({ ...options, extraDisks, folder });
  const { ended } = started;
  const limitMs = bootLimitMs * engine.slowness;
  const { diskFolder } = folders;
  const connected = await connectMachine({ name, kind, folder, diskFolder, ended, signal, limitMs });
  // The same object, for its disk changes as it is saved.
  return Object.assign(started, connected, { folder });
}
