import { readFileSync } from 'node:fs';

/** Whether a process runs. One that has ended and that nobody has waited for yet does not (proc(5), state Z). */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
