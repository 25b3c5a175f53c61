import { readFileSync } from 'node:fs';

/** Memory that is free for us, in MiB: what the kernel thinks (proc(5)), but no more than a container is allowed. */
export function availableMiB(): number {
  const [, kilobytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8')) ?? [];
  const allowed = process.constrainedMemory();
  return Math.floor(Math.min(Number(kilobytes) / 1024, allowed > 0 ? allowed / 2 ** 20 : Infinity));
}
