import fc from 'fast-check';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { deferred } from '../../runner/deferred.ts';
import type { Needs } from '../../runner/schedule/needs.ts';
import { runSideBySide, type SideBySideOptions } from '../../runner/schedule/side-by-side.ts';

interface Job extends Needs {
  readonly name: string;
}

/** Jobs that end when they are told to. */
function begin(
  jobs: readonly Job[],
  { runs = 2, cpus = Infinity, availableMiB = () => 1000, ...more }: Partial<Told> = {},
) {
  const running = new Map<string, ReturnType<typeof deferred<void>>>();
  const signals = new Map<string, AbortSignal>();
  const waits: string[] = [];
  const told = {
    ...{ jobs, limits: { runs, cpus }, availableMiB, signal: new AbortController().signal },
    needs: (job: Job) => job,
    onWait: ({ name }: Job, { lacks }: { lacks: string }) => {
      waits.push(`${name} ${lacks}`);
    },
    run: async ({ name }: Job, { signal }: { signal: AbortSignal }) => {
      const job = deferred();
      running.set(name, job);
      signals.set(name, signal);
      await job.promise.finally(() => running.delete(name));
      return name;
    },
    ...more,
  };
  const all = runSideBySide<Job, string>(told);
  all.catch(() => undefined);
  return {
    ...{ all, waits, signals },
    names: () => [...running.keys()].join(' '),
    end: async (name: string) => {
      running.get(name)?.resolve();
      await setImmediate();
    },
    fail: async (name: string) => {
      running.get(name)?.reject(new Error(`${name} failed`));
      await setImmediate();
    },
  };
}
type Told = SideBySideOptions<Job, string> & { runs: number; cpus: number };

const job = (name: string, needs: Partial<Needs> = {}): Job => ({
  ...{ name, memoryMiB: 100, cpus: 1, isOnRealMachines: false },
  ...needs,
});

describe('a job', () => {
  test('waits for its turn, and nobody is told', async () => {
    const { names, end, all, waits } = begin([job('a'), job('b'), job('c')]);
    expect(names()).toBe('a b');
    await end('a');
    expect(names()).toBe('b c');
    await end('c');
    await end('b');
    expect(await all).toEqual(['a', 'b', 'c']);
    expect(waits).toEqual([]);
  });

  test('waits for memory that is promised, whether or not it is taken; a small one goes before', async () => {
    const jobs = [job('a', { memoryMiB: 600 }), job('b', { memoryMiB: 600 }), job('c')];
    const { names, end, waits } = begin(jobs, { runs: 3 });
    expect(names()).toBe('a c');
    expect(waits).toEqual(['b memory']);
    await end('c');
    expect(names()).toBe('a');
    await end('a');
    expect(names()).toBe('b');
  });

  test('waits for memory that others have taken meanwhile', async () => {
    let freeMiB = 1000;
    const { names, end } = begin([job('a'), job('b'), job('c')], { availableMiB: () => freeMiB });
    freeMiB = 50;
    await end('a');
    expect(names()).toBe('b');
    await end('b');
    expect(names()).toBe('c');
  });

  test('larger than the machine runs alone', async () => {
    const { names, end } = begin([job('huge', { memoryMiB: 5000 }), job('a')]);
    expect(names()).toBe('huge');
    await end('huge');
    expect(names()).toBe('a');
  });

  test('takes turns with others on real machines, and needs no memory of this one', async () => {
    const real = { isOnRealMachines: true, memoryMiB: 0, cpus: 0 };
    const jobs = [job('a', real), job('b', real), job('c', { memoryMiB: 1000 })];
    const { names, end, waits } = begin(jobs);
    expect(names()).toBe('a c');
    expect(waits).toEqual(['b machines']);
    await end('a');
    expect(names()).toBe('c b');
  });

  test('waits for processors, where they are counted', () => {
    const { names, waits } = begin([job('a', { cpus: 3 }), job('b', { cpus: 2 }), job('c')], {
      ...{ runs: Infinity, cpus: 4 },
    });
    expect(names()).toBe('a c');
    expect(waits).toEqual(['b processors']);
  });

  test('that needs less than it seemed to begins as soon as that is known', async () => {
    let memoryMiB = 600;
    const begun: string[] = [];
    const { all } = begin([job('a'), job('b')], {
      needs: (each) => ({ ...each, memoryMiB }),
      run: async ({ name }, { reconsider }) => {
        begun.push(name);
        if (name === 'b') return name;
        memoryMiB = 100;
        reconsider();
        await expect.poll(() => begun).toEqual(['a', 'b']);
        return name;
      },
    });
    expect(await all).toEqual(['a', 'b']);
  });
});

describe('when one rejects', () => {
  test('no more begin, the others are told why, and all is over when they are', async () => {
    const { names, fail, end, all, signals } = begin([job('a'), job('b'), job('c')]);
    await fail('a');
    expect(signals.get('b')?.reason).toEqual(new Error('a failed'));
    expect(names()).toBe('b');
    await end('b');
    await expect(all).rejects.toThrow('a failed');
    expect(names()).toBe('');
  });
});

test('an abort ends all, and the call has its reason', async () => {
  const controller = new AbortController();
  const { all, signals, fail, end, names } = begin([job('a'), job('b'), job('c')], {
    signal: controller.signal,
  });
  controller.abort(new Error('stopped'));
  expect([...signals.values()].map(({ aborted }) => aborted)).toEqual([true, true]);
  await fail('a');
  await end('b');
  await expect(all).rejects.toThrow('stopped');
  expect(names()).toBe('');
});

test('whatever they need and however they end: never too many, never too large, never two on one machine, all run', async () => {
  const jobs = fc.array(
    fc.record({
      memoryMiB: fc.integer({ min: 0, max: 1500 }),
      cpus: fc.integer({ min: 0, max: 4 }),
      isOnRealMachines: fc.boolean(),
      turns: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 12 },
  );
  const limits = fc.record({ runs: fc.integer({ min: 1, max: 5 }), cpus: fc.integer({ min: 1, max: 8 }) });
  await fc.assert(
    fc.asyncProperty(jobs, limits, fc.array(fc.nat(1000)), async (all, limited, taken) => {
      const running = new Set<(typeof all)[number]>();
      const results = await runSideBySide({
        jobs: all,
        limits: limited,
        needs: (each) => each,
        availableMiB: () => 1000 - (taken.pop() ?? 0),
        onWait: () => undefined,
        signal: new AbortController().signal,
        run: async (each) => {
          running.add(each);
          const total = (of: (each: Needs) => number) =>
            [...running].reduce((sum, other) => sum + of(other), 0);
          expect(running.size).toBeLessThanOrEqual(limited.runs);
          expect(total(({ isOnRealMachines }) => Number(isOnRealMachines))).toBeLessThanOrEqual(1);
          if (running.size > 1 && each.memoryMiB > 0) {
            expect(total(({ memoryMiB }) => memoryMiB)).toBeLessThanOrEqual(1000);
          }
          if (running.size > 1) expect(total(({ cpus }) => cpus)).toBeLessThanOrEqual(limited.cpus);
          for (let turn = 0; turn < each.turns; turn++) await setImmediate();
          running.delete(each);
          return each;
        },
      });
      expect(results).toEqual(all);
    }),
  );
});
