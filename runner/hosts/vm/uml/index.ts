import { statfs } from 'node:fs/promises';
import type { EngineKind } from '../engine-kind.ts';
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
    const memory = await statfs(memoryFolder).catch(() => null);
    const freeMiB = memory ? Math.floor((memory.bavail * memory.bsize) / 2 ** 20) : 0;
    return freeMiB < neededMiB
      ? `${memoryFolder} has ${freeMiB} MiB free, and its hosts need ${neededMiB} MiB there`
      : null;
  },
  start: startUml,
  socket: 'port7',
  isHost: ({ words, folder }) => words[0] === `${folder}/user-mode-linux`,
  // ENOSPC, as bridge.pl ends with it.
  fullDiskStatus: 28,
  noticeFullDisk: () => new Promise(() => undefined),
  states: null,
};
