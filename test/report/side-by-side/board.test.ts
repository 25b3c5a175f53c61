import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../runner/execute/events.ts';
import { createRunState, updateState } from '../../../runner/report/pretty/state.ts';
import { createBoardReporter } from '../../../runner/report/side-by-side/board.ts';
import { type BoardRun, renderBoard } from '../../../runner/report/side-by-side/board-frame.ts';
import { displayWidth } from '../../../runner/report/text/index.ts';
import * as recorded from '../recorded.ts';
import { createTerminal } from '../screen.ts';
import { interleaved, runNumber, tell } from './interleave.ts';

function run(name: string, events: readonly RunEvent[]): BoardRun {
  const state = createRunState();
  for (const event of events) updateState(state, event, 1000);
  return { name, state, phase: events.length === 0 ? 'waiting' : 'under-way', sinceMs: 0, waits: null };
}
const frame = (runs: readonly BoardRun[], { rows = 24, columns = 80, nowMs = 66_000 } = {}) =>
  renderBoard(runs, { rows, columns, nowMs, color: false });

const begun = [recorded.start, recorded.stepStart('create')];
const block = [
  ...begun,
  recorded.blockStart('create', 'create-test1'),
  recorded.output('create', 'create-test1', '1\n2\n50%\r99%'),
];
const check = [
  ...[...begun, recorded.checkStart('create', 'test1-stopped')],
  {
    event: 'check-try',
    step: 'create',
    check: 'test1-stopped',
    host: 'host1',
    attempts: 3,
    observed: 'state is RUNNING',
  },
] satisfies RunEvent[];
const lacking: BoardRun = {
  ...run('large', []),
  waits: { event: 'waiting', lacks: 'memory', neededMiB: 5000, leftMiB: 1200 },
};
const several = [
  run('one', block),
  run('другой', check),
  run('boots', recorded.boot.slice(0, 1)),
  lacking,
  run('last', []),
];

describe('a board', () => {
  test('shows of each run its step, what that does now, and of those that wait for what', () => {
    expect(frame(several)).toEqual([
      '⠋ running  one     Create a container  (step 1 of 2)                  1 min 6 s',
      '    ⠋ running  create-test1  │ 99%                                    1 min 5 s',
      '⠋ running  другой  Create a container  (step 1 of 2)                  1 min 6 s',
      '    ⠋ running  check test1-stopped  3 attempts: state is RUNNING      1 min 5 s',
      '⠋ running  boots   host1: booting                                     1 min 6 s',
      '· waiting  large for 5000 MiB of memory, of which 1200 MiB are left',
      '· waiting  1 more',
    ]);
  });

  test('says less where there are fewer rows', () => {
    const heads = frame(several).filter((line) => line.startsWith('⠋'));
    expect(frame(several, { rows: 7 }).slice(-2)).toEqual([frame(several)[4], '· waiting  2 runs']);
    expect(frame(several, { rows: 6 })).toEqual([...heads, '· waiting  2 runs']);
    expect(frame(several, { rows: 4 })).toEqual([...heads.slice(0, 2), '… 1 more under way, 2 waiting']);
    expect(frame(several, { rows: 2 })).toEqual(['… 3 under way, 2 waiting']);
  });

  test('is empty before the first begins and after the last is over: there may be a question', () => {
    expect(frame([run('one', []), lacking])).toEqual([]);
    expect(frame([{ ...run('one', recorded.passing), phase: 'over' }])).toEqual([]);
  });

  test('never has more lines than the screen, nor wider ones', () => {
    const any = fc.record({
      name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      end: fc.nat(recorded.hostile.length),
      hasBegun: fc.boolean(),
    });
    const size = fc.record({
      rows: fc.integer({ min: 1, max: 30 }),
      columns: fc.integer({ min: 2, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), size, (runs, { rows, columns }) => {
        const all = runs.map(({ name, end, hasBegun }) =>
          run(name, hasBegun ? recorded.hostile.slice(0, end) : []),
        );
        const lines = frame(all, { rows, columns });
        expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
        for (const line of lines) expect(displayWidth(line)).toBeLessThan(columns);
        const underWay = all.filter(({ phase }) => phase === 'under-way');
        expect(lines.length === 0).toBe(underWay.length === 0);
      }),
    );
  });
});

const onTerminal = (terminal: ReturnType<typeof createTerminal>) =>
  createBoardReporter({
    ...{ stream: terminal, color: true, nowMs: () => 0, addToSummary: () => undefined },
    runAgain: () => 'lab run it',
    repositoryPath: (path) => path,
  });

/** What a run says that goes on alone. */
function alone(events: readonly RunEvent[]): string {
  const terminal = createTerminal({ columns: 200 });
  const reporter = onTerminal(terminal);
  tell(reporter, { runs: [events], order: events.map(() => 0) });
  return terminal.text();
}

test('what a run comes to stands on the terminal whole, as it stands alone, and nothing of the board is left', () => {
  fc.assert(
    fc.property(interleaved, ({ runs, order }) => {
      const terminal = createTerminal({ columns: 200 });
      tell(onTerminal(terminal), { runs, order });
      const text = terminal.text();
      for (const [index, events] of runs.entries())
        expect(text).toContain(alone(events).replace(/^run 1\n/, `run ${index + 1}\n`));
      expect(text).not.toMatch(/⠋|· waiting/);
      expect(terminal.cursorShown()).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('what was over when all was stopped is shown, and what comes later is not', () => {
  const terminal = createTerminal({ columns: 100 });
  const reporter = onTerminal(terminal);
  const [one, two] = [reporter.follow(runNumber(1)), reporter.follow(runNumber(2))];
  for (const event of recorded.aborted) one.handle(event);
  one.handle(recorded.stepEnd('start', { verdict: 'failed' }));
  one.close();
  two.close();
  reporter.close();
  expect(terminal.text()).toMatch(/^run 1\n[^]*✓ passed {2}Create a container .*$/);
  expect(terminal.text()).not.toMatch(/run 2|failed|⠋/);
});
