import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { runDisksFolder } from '../vm/run-folder.ts';
import type { UpLab } from './description.ts';

/** What there is to know of a lab that is up without asking its hosts. */
export interface UpState extends Omit<UpLab, 'hosts'> {
  readonly hosts: readonly UpHostState[];
}

export interface UpHostState {
  readonly name: string;
  /** False where its QEMU has ended. */
  readonly isUp: boolean;
  readonly memoryMiB: number;
  /** What it has written to its disk. */
  readonly diskMiB: number;
}

export async function stateOf(up: UpLab): Promise<UpState> {
  const hosts = up.hosts.map(async ({ name, memoryMiB }) => {
    const disk = join(runDisksFolder(), basename(up.folder), `${name}.qcow2`);
    // Sparse: what it takes is its blocks (of 512 bytes, see stat(2)), not its length.
    const blocks = await stat(disk).then(
      (found) => found.blocks,
      () => 0,
    );
    return {
      name,
      memoryMiB,
      diskMiB: Math.round(blocks / 2048),
      isUp: await answers(join(up.folder, name, 'qmp')),
    };
  });
  return { ...up, hosts: await Promise.all(hosts) };
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
