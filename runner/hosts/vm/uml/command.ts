import { join } from 'node:path';
import { packageRoot } from '../../../package-root.ts';
import { cacheFolder } from '../cache-folder.ts';
import type { UmlKernel } from '../image.ts';
import type { NetworkCard } from '../network-card.ts';

const bridge = join(packageRoot, 'runner/hosts/vm/uml/bridge.pl');

/** A host's memory is a file there, without a name: on a disk it would be written to it. */
export const memoryFolder = '/dev/shm';

/** Folder of the locks that say which cores have a host. */
export const coresFolder = (): string => join(cacheFolder(), 'cores');

export interface UmlOptions {
  readonly kernel: UmlKernel;
  readonly initrd: string;
  /** Folder of the host's sockets and its console. */
  readonly folder: string;
  readonly memoryMiB: number;
  /**
   * In the order of /dev/ubda, …: how each is opened, and its path. `r` is read-only, `c` without a lock, which QEMU would
   * stumble over where it shares the file.
   */
  readonly disks: readonly (readonly ['c' | 'rc', string])[];
  readonly interfaces: readonly NetworkCard[];
  /** For the initramfs's `init`. */
  readonly words: readonly string[];
}

/** The command that runs one host, with its ports and all that belongs to it (see bridge.pl). */
export function umlCommand({
  kernel,
  initrd,
  folder,
  memoryMiB,
  disks,
  interfaces,
  words,
}: UmlOptions): string[] {
  // A namespace of processes takes a namespace of users where we are not root.
  const namespaces = process.getuid?.() === 0 ? [] : ['--user', '--map-current-user'];
  return [
    ...['env', `TMPDIR=${memoryFolder}`],
    ...['unshare', ...namespaces, '--pid', '--fork', '--kill-child', '--'],
    ...['perl', bridge, folder, coresFolder(), kernel.preload, kernel.path],
    ...[`mem=${memoryMiB}M`, `initrd=${initrd}`, `uml_dir=${folder}`, 'umid=uml'],
    ...disks.map(([flags, path], index) => `ubd${index}${flags}=${path}`),
    ...interfaces.flatMap((card, index) =>
      card.kind === 'segment' ? [`eth${index}=vde,${card.switchFolder},${card.mac}`] : [],
    ),
    ...['con=null', 'con0=null,fd:1', 'ssl=null', 'ssl0=fd:3,fd:4'],
    // The root of a host may mount a folder of this machine (hostfs): none but one that is not there.
    `hostfs=${folder}/none`,
    // As under QEMU, see qemu/arguments.ts.
    ...['quiet', 'panic=-1', 'init_on_alloc=0', 'lsm=capability', 'net.ifnames=0', 'lab.line'],
    ...words,
  ];
}
