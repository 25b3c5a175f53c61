import { execa } from 'execa';
import type { EngineKind } from '../engine-kind.ts';
import { qemuFacts } from './facts.ts';
import { noticeFullDisk } from './notice-full-disk.ts';
import { saveMachines } from './save-machines.ts';
import { startQemu } from './start.ts';
import { deviceProblem, trialCommand } from './trial.ts';

const qemu = (
  accelerator: 'kvm' | 'tcg',
  trial: Omit<EngineKind['trial'], 'command' | 'passed'>,
): EngineKind => ({
  engine: accelerator,
  program: 'QEMU',
  version: qemuVersion,
  trial: { ...trial, passed: null, command: ({ image }) => trialCommand({ accelerator, image }) },
  unfit: () => Promise.resolve(null),
  start: (options) => startQemu({ ...options, accelerator }),
  socket: 'qmp',
  isHost: ({ words, folder }) =>
    (words[0]?.startsWith('qemu-system') ?? false) && words.includes(`file:${folder}/console.log`),
  // It stays, and `noticeFullDisk` tells.
  whatIsFull: () => Promise.resolve(null),
  noticeFullDisk: ({ folder, signal }) => noticeFullDisk({ path: `${folder}/watch`, signal }),
  states: { facts: (wanted) => qemuFacts({ ...wanted, accelerator }), save: saveMachines },
});

export const kvm = qemu('kvm', {
  limitMs: 10_000,
  leastSlowness: 1,
  problem: () => deviceProblem('/dev/kvm'),
});

export const tcg = qemu('tcg', {
  limitMs: 120_000,
  leastSlowness: 8,
  problem: () => Promise.resolve(null),
});

/** The first line of what `qemu-system-x86_64 --version` says. Rejects where there is no QEMU. */
async function qemuVersion(): Promise<string> {
  const { stdout } = await execa('qemu-system-x86_64', ['--version']);
  return stdout.split('\n')[0] ?? '';
}
