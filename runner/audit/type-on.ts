import type { Lab, Step } from '../document/lab.ts';
import { execute, type Sessions } from '../execute/index.ts';
import type { RunEvent } from '../execute/events.ts';
import type { Host } from '../hosts/host.ts';
import { isFailedEnd, type ItemEnd, restOf } from './rest.ts';

export interface TypeOnOptions {
  readonly lab: Lab;
  /** In which something failed. */
  readonly step: Step;
  readonly failed: readonly ItemEnd[];
  readonly hosts: ReadonlyMap<string, Host>;
  /** Those in which it failed: directory and variables are as they were left. */
  readonly sessions: Sessions;
  /** After so long nothing more is begun. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * Does the rest of a step in which something failed, whatever fails there, as somebody does who goes on typing. False
 * where a host broke, or the time was up before the end of the step.
 */
export async function typeOn(options: TypeOnOptions): Promise<boolean> {
  const { lab, step, failed, hosts, sessions, limitMs, signal } = options;
  const endMs = performance.now() + limitMs;
  const broken: RunEvent[] = [];
  let rest = restOf(step, failed);
  while (rest) {
    if (performance.now() >= endMs) return false;
    const ends: ItemEnd[] = [];
    const emit = (event: RunEvent) => {
      if (event.event === 'broken') broken.push(event);
      if (isFailedEnd(event)) ends.push(event);
    };
    await execute({ lab: { ...lab, files: [] }, steps: [rest], hosts, sessions, signal, emit });
    if (broken.length > 0) return false;
    rest = restOf(rest, ends);
  }
  return true;
}
