import { mkdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { StartedHost, StartOptions } from '../engine-kind.ts';
import { guestWords } from '../guest-words.ts';
import { imageMiB } from '../image.ts';
import { coresFolder, umlCommand } from './command.ts';

/** Starts one host. */
export async function startUml({
  host: { name, memoryMiB, diskMiB },
  interfaces,
  image,
  extraDisks,
  folders,
  folder,
  supervisor,
}: StartOptions): Promise<StartedHost> {
  if (!image.uml) throw new TypeError('An engine without a kernel was chosen');
  await mkdir(coresFolder(), { recursive: true });
  const disk = join(folders.diskFolder, `${name}.disk`);
  const isDiskLarger = diskMiB > imageMiB;
  if (isDiskLarger) await copyDisk({ from: image.disk, to: disk, diskMiB });
  const command = umlCommand({
    kernel: image.uml,
    initrd: image.initrd,
    folder,
    memoryMiB,
    disks: [
      // Its own format of an overlay, as large as what it is laid over; the kernel makes it.
      ['c', isDiskLarger ? disk : `${disk},${image.disk}`],
      ...extraDisks.map(({ path }) => ['rc', path] as const),
    ],
    interfaces,
    words: [
      ...guestWords({ name, isDiskLarger, interfaces }),
      `lab.disks=${extraDisks.map(({ serial }) => serial).join(',')}`,
    ],
  });
  const { ended } = supervisor.start({ name, command });
  return { ended, disk, diskMiB: Math.max(diskMiB, imageMiB) };
}

/** Of an image's 8 GiB most are holes, and stay so. */
async function copyDisk({ from, to, diskMiB }: { from: string; to: string; diskMiB: number }): Promise<void> {
  await execa('cp', ['--reflink=auto', '--sparse=always', '--no-preserve=mode', from, to]);
  await truncate(to, diskMiB * 2 ** 20);
}
