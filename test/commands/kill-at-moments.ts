import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { RunEvent } from '../../runner/execute/events.ts';
import { callLab, startLab } from '../helpers/call-lab.ts';
import type { Place } from '../helpers/place.ts';
import { randomNumbers, seed } from '../helpers/random.ts';
import { hearEvent } from './hear-event.ts';

/** A part of a run in which it is killed. */
export interface Phase {
  readonly name: string;
  /** The event that it begins with; null: the start of the program. */
  readonly from: ((event: RunEvent) => boolean) | null;
  /** About how long it takes on a quiet machine. */
  readonly spanMs: number;
}

export interface Moment extends Phase {
  readonly delayMs: number;
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL';
  /** The runner alone, or its process group, as Ctrl-C at a terminal does. */
  readonly whom: 'runner' | 'group';
}

const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;

/** For each phase a moment by each signal, at random times. */
export function momentsOf(phases: readonly Phase[]): (Moment & { title: string })[] {
  return phases.flatMap((phase) => {
    const random = randomNumbers({ seed, name: phase.name });
    return signals.map((signal) => {
      const delayMs = Math.round(random() * phase.spanMs);
      const whom = random() < 0.5 ? ('runner' as const) : ('group' as const);
      const title = `${phase.name}, ${delayMs} ms on: ${signal} to the ${whom} (seed ${seed})`;
      return { ...phase, delayMs, signal, whom, title };
    });
  });
}

/** Starts a run, kills it at a moment, and expects that nothing stays that `lab clean` does not sweep. */
export async function killAt({
  moment,
  lab,
  options = [],
  place,
}: {
  moment: Moment;
  lab: string;
  options?: readonly string[];
  place: Place;
}): Promise<void> {
  const call = startLab(['run', lab, ...options, '--reporter', 'json', '--yes'], {
    env: place.env,
    detached: true,
  });
  const { child } = call;
  if (moment.from !== null) await hearEvent(child.stdout, moment.from);
  await delay(moment.delayMs);
  const isOver = child.exitCode !== null;
  const killedMs = performance.now();
  if (!isOver) process.kill((moment.whom === 'group' ? -1 : 1) * (child.pid ?? 0), moment.signal);
  const { exitCode } = await call.ended;
  await expect.poll(() => place.processes(), { timeout: 5000 - (performance.now() - killedMs) }).toEqual([]);
  // Where the run was quicker than the signal, it passed; where the program had hardly begun, it died of it.
  const diedOfIt = child.signalCode === moment.signal ? [exitCode] : [];
  expect([0, 130, ...diedOfIt]).toContain(exitCode);
  const clean = await callLab(['clean'], { env: place.env });
  expect(clean).toMatchObject({ exitCode: 0, stderr: '' });
  expect(place.leftovers()).toEqual([]);
}
