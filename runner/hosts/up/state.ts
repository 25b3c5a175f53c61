import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { engineKind } from '../vm/engines.ts';
import { runDisksFolder } from '../vm/run-folder.ts';
import type { UpLab } from './description.ts';

/** What there is to know of a lab that is up without asking its hosts. */
export interface UpState extends Omit<UpLab, 'hosts'> {
  readonly hosts: readonly UpHostState[];
}

export interface UpHostState {
  readonly name: string;
  /** False where it has ended. */
  readonly isUp: boolean;
  readonly memoryMiB: number;
  /** What it has written to its disk. */
  readonly diskMiB: number;
}

export async function stateOf(up: UpLab): Promise<UpState> {
  const hosts = up.hosts.map(async ({ name, memoryMiB }) => {
    const disks = join(runDisksFolder(), basename(up.folder));
    return {
      name,
      memoryMiB,
      diskMiB: await writtenMiB(disks, name),
      isUp: await answers(join(up.folder, name, engineKind(up.engine).socket)),
    };
  });
  return { ...up, hosts: await Promise.all(hosts) };
}

/** Sparse files: what they take is their blocks (of 512 bytes, see stat(2)), not their length. */
async function writtenMiB(folder: string, name: string): Promise<number> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.startsWith(`${name}.`));
  const blocks = await Promise.all(
    files.map((file) =>
      stat(join(folder, file)).then(
        (found) => found.blocks,
        () => 0,
      ),
    ),
  );
  return Math.round(blocks.reduce((sum, each) => sum + each, 0) / 2048);
}

/** Whether somebody listens at a unix socket. */
async function answers(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
