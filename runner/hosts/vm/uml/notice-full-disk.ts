import { setTimeout as delay } from 'node:timers/promises';
import { consoleTail } from '../console.ts';
import type { HostFolders } from '../engine-kind.ts';
import { freeMiBOf } from '../full-disk.ts';

const lookAgainMs = 500;

/**
 * `EngineKind.noticeFullDisk`: the guest's kernel says of its disk that writing failed, and there is no room on ours
 * (user-mode Linux tells nobody outside, and goes on).
 */
export async function noticeFullDisk({
  folder,
  diskFolder,
  signal,
}: HostFolders & { signal: AbortSignal }): Promise<void> {
  for (;;) {
    await delay(lookAgainMs, undefined, { signal, ref: false });
    const console = await consoleTail(`${folder}/console.log`);
    if (console.includes('I/O error, dev ubda') && (await freeMiBOf(diskFolder)) === 0) return;
  }
}
