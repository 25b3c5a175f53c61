import type { EngineKind, HostFolders } from '../engine-kind.ts';
import { describeFullDisk, freeMiBOf } from '../full-disk.ts';
import type { Ended } from '../supervisor.ts';
import { memoryFolder } from './command.ts';
import { startUml } from './start.ts';
import { trialCommand } from './trial.ts';

/**
 * User-mode Linux: a kernel that is a process. Needs neither KVM nor root; has one processor, and its memory can't be
 * saved.
 */
export const uml: EngineKind = {
  engine: 'uml',
  program: 'user-mode Linux',
  version: ({ uml: built }) => Promise.resolve(`user-mode-linux ${built?.version ?? 'none'}`),
  trial: {
    limitMs: 120_000,
    leastSlowness: 4,
    problem: ({ uml: built }) =>
      Promise.resolve(built ? null : 'there is no package user-mode-linux for this machine'),
    command: ({ image, folder }) => trialCommand({ image, folder }),
    passed: 'lab-trial-passed',
  },
  unfit: async ({ hosts, internet }) => {
    const many = hosts.find(({ cpus }) => cpus > 1);
    if (many) return `${many.name} has ${many.cpus} processors, and a host of uml has one`;
    if (internet) return 'its hosts reach nothing outside this machine';
    const neededMiB = hosts.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
    const freeMiB = await freeMiBOf(memoryFolder).catch(() => 0);
    return freeMiB < neededMiB
      ? `${memoryFolder} has ${freeMiB} MiB free, and its hosts need ${neededMiB} MiB there`
      : null;
  },
  start: startUml,
  socket: 'port7',
  isHost: ({ words, folder }) => words[0] === `${folder}/user-mode-linux`,
  whatIsFull,
  noticeFullDisk: () => new Promise(() => undefined),
  states: null,
};

/** ENOSPC (errno(3)), as bridge.pl ends with it. */
const noRoom = 28;

/**
 * Hosts take their memory as they use it: where each had room for itself, all may have too little. A page of the disk
 * that finds none in memory looks to the guest as if its disk had failed.
 */
async function whatIsFull({ diskFolder, status }: HostFolders & Ended): Promise<string | null> {
  if (status !== noRoom) return null;
  const freeMiB = await freeMiBOf(memoryFolder);
  if ((await freeMiBOf(diskFolder)) < freeMiB) return describeFullDisk([diskFolder]);
  return (
    `${memoryFolder}, where its memory lies, had no room left (${freeMiB} MiB free now)\n` +
    `End other labs that run, or give it more room: \`mount -o remount,size=… ${memoryFolder}\``
  );
}
