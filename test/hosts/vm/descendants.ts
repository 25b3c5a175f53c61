import { readdirSync, readFileSync } from 'node:fs';
import { isAlive } from './is-alive.ts';

/** Ids of all processes below one, by /proc. */
export function descendants(ancestor: number): number[] {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    const parent = parentOf(pid);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const below = (pid: number): number[] =>
    (children.get(pid) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(ancestor);
}

/** The machines that a process runs. */
export function machinesOf(pid: number): number[] {
  return descendants(pid).filter((each) => isAlive(each) && isMachine(commandOf(each)));
}

/** QEMU's process, or the one that has a user-mode Linux; that has many. */
const isMachine = (command: string): boolean => /^(?:qemu-system|perl\0.*\/uml\/bridge\.pl\0)/.test(command);

function parentOf(pid: number): number | null {
  try {
    // The name in parentheses may hold anything; the parent is the second field after it.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return null;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
