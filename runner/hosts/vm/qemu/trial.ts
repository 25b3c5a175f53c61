import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Image } from '../image.ts';

/** Boots into the initramfs only; see content/image/initramfs/init. */
export function trialCommand({ accelerator, image }: { accelerator: 'kvm' | 'tcg'; image: Image }): string[] {
  return [
    'qemu-system-x86_64',
    ...['-M', 'q35', '-accel', accelerator, '-cpu', 'qemu64', '-m', '256', '-nodefaults', '-no-user-config'],
    ...['-vga', 'none', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
    ...['-kernel', image.kernel, '-initrd', image.initrd],
    ...[
      '-append',
      'console=ttyS0 quiet panic=-1 mitigations=off init_on_alloc=0 lsm=capability nokaslr lab.trial',
    ],
  ];
}

/** Why a device can't be used; null where it may be. */
export async function deviceProblem(device: string): Promise<string | null> {
  try {
    await access(device, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? `there is no ${device}`
      : `${device} is not ours to use (${code ?? 'unknown'}): adduser ${userInfo().username} kvm`;
  }
}
