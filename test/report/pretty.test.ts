import { expect, test } from 'vitest';
import type { RunEvent } from '../../runner/execute/events.ts';
import { createReporter } from '../../runner/report/index.ts';
import * as recorded from './recorded.ts';
import { createTerminal } from './screen.ts';

function play(events: readonly RunEvent[], terminal: ReturnType<typeof createTerminal>) {
  const reporter = createReporter({ kind: 'pretty', stream: terminal, color: true, nowMs: () => 0 });
  for (const event of events) reporter.handle(event);
  return reporter;
}

test('what is under way stands below what is over, and the cursor is hidden', () => {
  const terminal = createTerminal({ columns: 80 });
  const reporter = play(recorded.passing.slice(0, 11), terminal);
  reporter.handle(recorded.stepStart('start'));
  reporter.handle({ event: 'progress', activity: 'host2', message: 'booted', done: true, elapsedMs: 10 });
  expect(terminal.cursorShown()).toBe(false);
  expect(terminal.text().split('\n').at(-1)).toMatch(/^⠋ running {2}Start it/);
  reporter.close();
});

test('nothing of a frame is left, and the cursor is back, when a run is broken off', () => {
  const terminal = createTerminal({ columns: 80 });
  const reporter = play(recorded.passing.slice(0, 12), terminal);
  reporter.close();
  reporter.close();
  expect(terminal.text()).not.toContain('running');
  expect(terminal.cursorShown()).toBe(true);
});

test.each(['passing', 'failingBlock', 'failingCheck', 'brokenHost', 'hostile'] as const)(
  'a terminal shows at the end what a file would hold: %s',
  (run) => {
    const terminal = createTerminal({ columns: 300 });
    play(recorded[run], terminal).close();
    let file = '';
    const reporter = createReporter({
      kind: 'pretty',
      stream: { write: (text) => (file += text), columns: 299 },
    });
    for (const event of recorded[run]) reporter.handle(event);
    const lines = file
      .trimEnd()
      .split('\n')
      .map((line) => line.trimEnd());
    expect(terminal.text()).toBe(lines.join('\n'));
  },
);
