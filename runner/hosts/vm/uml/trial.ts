import type { Image } from '../image.ts';
import { coresFolder, umlCommand } from './command.ts';

/** Boots as far as to a shell of the image itself; see content/image/initramfs/trial. */
export function trialCommand({ image, folder }: { image: Image; folder: string }): string[] {
  if (!image.uml) throw new TypeError('An engine without a kernel is tried');
  const command = umlCommand({
    kernel: image.uml,
    initrd: image.initrd,
    // Its sockets' paths would be too long.
    folder: '.',
    memoryMiB: 256,
    disks: [['rc', image.disk]],
    interfaces: [],
    words: ['lab.trial'],
  });
  return [
    'sh',
    '-c',
    'cd "$0" && { mkdir -p "$1"; shift; "$@"; cat console.log; }',
    folder,
    coresFolder(),
    ...command,
  ];
}
