import { make, toCall, type Call } from './call.ts';
import type { Contestant } from './contestants.ts';
import { peakMemory } from './peak-memory.ts';
import { toBlocks } from './probe.ts';
import { toSpread, type Spread } from './spread.ts';

/** Figures of a contestant. */
export interface Figures {
  /** Of whole calls, from start to end. */
  readonly manyMs: Spread;
  readonly oneMs: Spread;
  /** Of each block after the first: start-up is not in it. */
  readonly perSecond: number;
  /** It may be more: times for one block and for many overlap. */
  readonly isLeast: boolean;
  readonly memoryBytes: number;
}

export interface Rounds {
  readonly blocks: number;
  readonly rounds: number;
  readonly oneRounds: number;
}

/**
 * Runs all contestants in turn, round after round, so that what else the machine does falls on all of them. A first
 * round that warms caches does not count; memory is looked at in it.
 */
export async function race({
  contestants,
  folder,
  blocks,
  rounds,
  oneRounds,
}: Rounds & { readonly contestants: readonly Contestant[]; readonly folder: string }): Promise<
  Map<string, Figures>
> {
  const callsOf = (count: number) =>
    contestants.map((contestant) => toCall({ contestant, blocks: toBlocks(count), folder }));
  const many = callsOf(blocks);
  const one = callsOf(1);
  const memory = new Map<string, number>();
  for (const call of many) memory.set(call.contestant.name, await peakMemory(call));
  for (const call of one) time(call);
  const manyTimes = inTurn({ calls: many, rounds });
  const oneTimes = inTurn({ calls: one, rounds: oneRounds });
  return new Map(
    contestants.map(({ name }) => {
      const [manyMs, oneMs] = [manyTimes, oneTimes].map((times) => toSpread(times.get(name) ?? []));
      if (!manyMs || !oneMs) throw new Error(`Nothing was measured of ${name}`);
      const isLeast = manyMs.least <= oneMs.most;
      const furtherMs = isLeast ? manyMs.most - oneMs.least : manyMs.median - oneMs.median;
      const perSecond = (1000 * (blocks - 1)) / furtherMs;
      return [name, { manyMs, oneMs, perSecond, isLeast, memoryBytes: memory.get(name) ?? 0 }];
    }),
  );
}

type Times = ReadonlyMap<string, readonly number[]>;

function inTurn({ calls, rounds }: { readonly calls: readonly Call[]; readonly rounds: number }): Times {
  const times = new Map<string, number[]>(calls.map(({ contestant }) => [contestant.name, []]));
  for (let round = 0; round < rounds; round++)
    for (const call of calls) times.get(call.contestant.name)?.push(time(call));
  return times;
}

function time(call: Call): number {
  const { passed, durationMs, said } = make(call);
  if (!passed) throw new Error(`${call.contestant.name} failed:\n${said.slice(-1000)}`);
  return durationMs;
}
