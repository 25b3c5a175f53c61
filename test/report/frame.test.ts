import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../runner/execute/events.ts';
import { renderFrame } from '../../runner/report/pretty/frame.ts';
import { createRunState, updateState } from '../../runner/report/pretty/state.ts';
import { displayWidth } from '../../runner/report/text/width.ts';
import * as recorded from './recorded.ts';

function frame(
  events: readonly RunEvent[],
  { columns = 60, rows = 24, nowMs = 0, color = false } = {},
): string[] {
  const state = createRunState();
  for (const event of events) updateState(state, event, 0);
  return renderFrame(state, { columns, rows, nowMs, color });
}

const begun = [recorded.start, recorded.stepStart('create'), recorded.blockStart('create', 'create-test1')];
const printed = recorded.output('create', 'create-test1', '1\n2\n3\n4\n5\n6\n 10%\r 容器\n');

describe('a frame', () => {
  test('is empty where nothing is under way', () => {
    expect(frame([recorded.start])).toEqual([]);
    expect(frame(recorded.passing)).toEqual([]);
  });

  test('shows long preparation', () => {
    expect(frame(recorded.boot.slice(0, 2), { nowMs: 2000 })).toEqual([
      '⠋ running  host1: booting                               6 s',
    ]);
  });

  test('shows a block, and no output as long as it is quick', () => {
    expect(frame([...begun, printed], { nowMs: 1300 })).toEqual([
      '⠸ running  Create a container  (step 1 of 2)            1 s',
      '    ⠸ running  create-test1                             1 s',
    ]);
  });

  test('shows the last lines of a block that takes long', () => {
    expect(frame([...begun, printed], { nowMs: 65_000 })).toEqual([
      '⠋ running  Create a container  (step 1 of 2)      1 min 5 s',
      '    ⠋ running  create-test1                       1 min 5 s',
      '      │ 3',
      '      │ 4',
      '      │ 5',
      '      │ 6',
      '      │  容器%',
    ]);
  });

  test.each([
    [2, 5],
    [3, 3],
    [4, 2],
    [20, 1],
  ])('tells the output of %i hosts apart, each with its last %i lines', (count, lines) => {
    const names = Array.from({ length: count }, (_, index) => `host${index + 1}`);
    const on = (host: string, event: RunEvent) => ({ ...event, host }) as RunEvent;
    const shown = frame(
      [
        { ...recorded.start, hosts: names.map((name) => ({ name, target: 'vm' })) } as RunEvent,
        recorded.stepStart('create'),
        ...names.map((name) => on(name, recorded.blockStart('create', 'both'))),
        ...[1, 2, 3, 4, 5, 6].flatMap((line) =>
          names.map((name) => on(name, recorded.output('create', 'both', `${line} of ${name}\n`))),
        ),
      ],
      { nowMs: 2000, rows: 80 },
    );
    expect(shown.slice(1)).toEqual(
      names.flatMap((name) => [
        `    ⠋ running  ${`both on ${name}`.padEnd(40)} 2 s`,
        ...Array.from({ length: lines }, (_, index) => `      │ ${7 - lines + index} of ${name}`),
      ]),
    );
  });

  test('shows what is over, and how often a check has been tried', () => {
    const tried: RunEvent = {
      event: 'check-try',
      step: 'create',
      check: 'test1-stopped',
      host: 'host1',
      attempts: 2,
      observed: 'test1 is STARTING\nstill',
    };
    const events = [
      ...begun,
      recorded.blockEnd('create', 'create-test1'),
      recorded.checkStart('create', 'test1-stopped'),
    ];
    expect(frame([...events, tried], { columns: 80 })).toEqual([
      '⠋ running  Create a container  (step 1 of 2)',
      '    ✓ passed  create-test1                                                2.4 s',
      '    ⠋ running  check test1-stopped  2 attempts: test1 is STARTING',
    ]);
  });

  test('keeps its first line and its last ones where the terminal is low', () => {
    expect(frame([...begun, printed], { nowMs: 60_000, rows: 4 })).toEqual([
      '⠋ running  Create a container  (step 1 of 2)      1 min 0 s',
      '      │ 6',
      '      │  容器%',
    ]);
  });

  test('is cut where the terminal is narrow', () => {
    expect(frame([...begun, printed], { nowMs: 5000, columns: 16 }).slice(0, 2)).toEqual([
      '⠋ running  Cre…',
      '    ⠋ running …',
    ]);
  });

  test('fits into the terminal and obeys nobody, whatever a host prints', () => {
    const character = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));
    const text = fc.string({
      unit: fc.oneof(character, fc.constantFrom('容', '\r', '\n', '\b', '\u001b', 'a')),
      maxLength: 300,
    });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 2, max: 120 }),
        fc.integer({ min: 2, max: 12 }),
        (output, columns, rows) => {
          const note: RunEvent = {
            event: 'note',
            step: null,
            block: null,
            host: output,
            line: 1,
            message: output,
          };
          const lines = frame([...begun, recorded.output('create', 'create-test1', output), note], {
            columns,
            rows,
            nowMs: 9000,
          });
          expect(lines.length).toBeLessThan(rows);
          for (const line of lines) {
            expect(displayWidth(line)).toBeLessThan(columns);
            expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Surrogate}]/u);
          }
        },
      ),
    );
  });

  test('of a block that prints 30 MB costs what its last lines cost', () => {
    const state = createRunState();
    for (const event of begun) updateState(state, event, 0);
    const chunk = recorded.output(
      'create',
      'create-test1',
      'a line of output like many others\n'.repeat(2000),
    );
    for (let written = 0; written < 30e6; written += 68_000) updateState(state, chunk, 0);
    const began = performance.now();
    const lines = renderFrame(state, { columns: 80, rows: 24, nowMs: 5000, color: false });
    expect(performance.now() - began).toBeLessThan(100);
    expect(lines).toHaveLength(7);
  });
});
