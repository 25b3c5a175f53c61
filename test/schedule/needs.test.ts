import { totalmem } from 'node:os';
import { expect, test } from 'vitest';
import { parseTarget } from '../../runner/hosts/index.ts';
import { availableMiB } from '../../runner/schedule/memory.ts';
import { needsOf } from '../../runner/schedule/needs.ts';

const host = (name: string, memoryMiB: number, cpus = 1) => ({
  ...{ name, memoryMiB, cpus },
  ...{ diskMiB: 8192, networks: [] },
});
const lab = { hosts: [host('host1', 512, 2), host('host2', 256)] };
const on = (targets: Record<string, string>) =>
  new Map(
    Object.entries(targets).map(([name, text]) => [name, parseTarget(text) ?? { kind: 'vm' as const }]),
  );
const needs = (targets: Record<string, string>, engine: 'kvm' | 'tcg' = 'tcg', totalMiB = 16 * 1024) =>
  needsOf({ lab, targets: on(targets), engine, totalMiB });

test('a lab takes the memory of its virtual machines, and what QEMU takes beside it', () => {
  expect(needs({})).toEqual({ memoryMiB: 768 + 2 * (1024 + 256), cpus: 3, isOnRealMachines: false });
  expect(needs({}, 'tcg', 4096).memoryMiB).toBe(768 + 2 * (512 + 256));
  expect(needs({}, 'kvm').memoryMiB).toBe(768 + 2 * 128);
});

test('hosts elsewhere take nothing of this machine, and are nobody else’s meanwhile', () => {
  const mixed = needs({ host1: 'ssh:rack1', host2: 'vm' });
  expect(mixed).toEqual({ memoryMiB: 256 + 1024 + 256, cpus: 1, isOnRealMachines: true });
  expect(needs({ host1: 'local', host2: 'ssh:rack1' })).toMatchObject({ memoryMiB: 0, cpus: 0 });
});

test('the memory that is available is some of the machine’s', () => {
  expect(availableMiB()).toBeGreaterThan(0);
  expect(availableMiB()).toBeLessThan(totalmem() / 2 ** 20);
});
