import type { Lab } from '../document/lab.ts';
import { isReal, type Target } from '../hosts/index.ts';
import type { EngineName } from '../report/report.ts';

/** What a run takes of this machine, and of others. */
export interface Needs {
  /** Of all its virtual machines together, at most. */
  readonly memoryMiB: number;
  readonly cpus: number;
  /** Whether it changes machines that other runs may be on. */
  readonly isOnRealMachines: boolean;
}

/**
 * What an engine takes beside a host's own memory. Emulated, its cache of translated code grows to an eighth of this machine's
 * memory, at most 1 GiB (QEMU, tcg/region.c), and all else to some 210 MiB: measured on both labs, QEMU 7.2. With KVM
 * and in user-mode Linux there is no such cache.
 */
const besideMiB = ({ engine, totalMiB }: { engine: EngineName; totalMiB: number }): number =>
  engine === 'tcg' ? 256 + Math.min(1024, Math.ceil(totalMiB / 8)) : 128;

/** `engine`: where it is not known yet, `tcg` takes more. `totalMiB`: this machine's memory. */
export function needsOf({
  lab,
  targets,
  engine,
  totalMiB,
}: {
  lab: Pick<Lab, 'hosts'>;
  targets: ReadonlyMap<string, Target>;
  engine: EngineName;
  totalMiB: number;
}): Needs {
  const machines = lab.hosts.filter(({ name }) => !isReal(targets.get(name)));
  const beside = besideMiB({ engine, totalMiB });
  return {
    memoryMiB: machines.reduce((sum, { memoryMiB }) => sum + memoryMiB + beside, 0),
    cpus: machines.reduce((sum, { cpus }) => sum + cpus, 0),
    isOnRealMachines: machines.length < lab.hosts.length,
  };
}
