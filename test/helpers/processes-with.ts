import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Live processes that have to do with a text, such as the path of a folder, by what the kernel says of each: not only
 * those that we know how to find. A line each: id, command line, root folder, working folder, environment.
 */
export function processesWith(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(describe)
    .filter((line) => line.includes(text));
}

function describe(pid: string): string {
  const of = (name: string) =>
    attempt(() => readFileSync(`/proc/${pid}/${name}`, 'utf8').replaceAll('\0', ' '));
  const linkOf = (name: string) => attempt(() => readlinkSync(`/proc/${pid}/${name}`));
  // One that has ended and that nobody has waited for yet does not live (proc(5), states Z and X).
  if (/^\d+ \(.*\) [ZX]/s.test(of('stat'))) return '';
  return [pid, of('cmdline'), linkOf('root'), linkOf('cwd'), of('environ')].join(' ');
}

/** It may have ended meanwhile, or not be ours to look at. */
function attempt(look: () => string): string {
  try {
    return look();
  } catch {
    return '';
  }
}
