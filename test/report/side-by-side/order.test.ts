import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../runner/execute/events.ts';
import { createJunitReporter, createReporter } from '../../../runner/report/index.ts';
import type { ReporterKind } from '../../../runner/report/reporter.ts';
import { createSideBySideReporter } from '../../../runner/report/side-by-side/index.ts';
import * as recorded from '../recorded.ts';
import { interleaved, runNumber, tell } from './interleave.ts';

/** A reporter of runs, and what it has written. */
function open(kind: ReporterKind) {
  const written = { text: '', summary: '' };
  const reporter = createSideBySideReporter({
    ...{ kind, color: false, nowMs: () => 0, repositoryPath: (path: string) => path },
    stream: { write: (chunk) => (written.text += chunk), columns: 100 },
    runAgain: ({ document }) => `lab run ${document}`,
    addToSummary: (markdown) => (written.summary += markdown),
  });
  return { reporter, written };
}

/** What is written of runs that come one after the other. */
function oneAfterTheOther(kind: ReporterKind, runs: readonly (readonly RunEvent[])[]) {
  const written = { text: '', summary: '' };
  const reporter = createReporter({
    kind,
    stream: { write: (chunk) => (written.text += chunk), columns: 100 },
    runAgain: ({ document }) => `lab run ${document}`,
    addToSummary: (markdown) => (written.summary += markdown),
  });
  for (const event of runs.flat()) reporter.handle(event);
  reporter.close();
  return written;
}

function junitOf(use: (reporter: ReturnType<typeof createJunitReporter>) => void): string {
  let written = '';
  const write = (xml: string) => (written += xml);
  use(createJunitReporter({ write, now: () => new Date('2026-11-26T04:35:30Z') }));
  return written;
}

describe('however events of several runs interleave, the order of the call is that of', () => {
  test('TAP: points, numbers, comments', () => {
    fc.assert(
      fc.property(interleaved, (told) => {
        const { reporter, written } = open('tap');
        tell(reporter, told);
        expect(written.text).toBe(oneAfterTheOther('tap', told.runs).text);
      }),
    );
  });

  test('JUnit: suites and their names', () => {
    fc.assert(
      fc.property(interleaved, (told) => {
        const inOrder = junitOf((reporter) => {
          for (const event of told.runs.flat()) reporter.handle(event);
          reporter.close();
        });
        const sideBySide = junitOf((reporter) => {
          tell(reporter, told);
        });
        expect(sideBySide).toBe(inOrder);
      }),
    );
  });

  test('the summary of a job on GitHub', () => {
    fc.assert(
      fc.property(interleaved, (told) => {
        const { reporter, written } = open('github');
        tell(reporter, told);
        expect(written.summary).toBe(oneAfterTheOther('github', told.runs).summary);
      }),
    );
  });
});

test.each(['plain', 'github'] as const)('the log of a run is in one piece, %s', (kind) => {
  fc.assert(
    fc.property(interleaved, (told) => {
      const { reporter, written } = open(kind);
      tell(reporter, told);
      const notes = ({ text }: { text: string }) =>
        text.split('\n').filter((line) => !line.startsWith('::error'));
      const text = notes(written).join('\n');
      for (const [index, events] of told.runs.entries()) {
        const alone = notes(oneAfterTheOther(kind, [events.filter(({ event }) => event !== 'waiting')]));
        expect(text).toMatch(new RegExp(`^\\[run ${index + 1}\\] begins$`, 'm'));
        expect(text).toContain(alone.join('\n').trimEnd());
      }
    }),
  );
});

test('a log says at once who begins, waits, and has ended a step', () => {
  const { reporter, written } = open('plain');
  const [one, other] = [reporter.follow(runNumber(1)), reporter.follow(runNumber(2))];
  other.handle({ event: 'waiting', lacks: 'memory', neededMiB: 500, leftMiB: -20 });
  for (const event of recorded.failingBlock.slice(0, -1)) one.handle(event);
  expect(written.text).toBe(
    [
      '[run 2] waits for 500 MiB of memory, of which 0 MiB are left',
      '[run 1] begins',
      '[run 1] step create: failed, 2.6 s',
      '',
    ].join('\n'),
  );
});

describe('an interrupt', () => {
  const underWay = recorded.aborted.slice(0, -1);
  const aborted = recorded.aborted.slice(-1);

  /** Two are under way, one is over before its turn, one has not begun. */
  const interrupted = (kind: ReporterKind) => {
    const { reporter, written } = open(kind);
    const [one, two, three] = [1, 2, 3, 4].map((number) => reporter.follow(runNumber(number)));
    for (const event of recorded.passing) three?.handle(event);
    three?.close();
    for (const run of [one, two]) for (const event of underWay) run?.handle(event);
    for (const run of [one, two]) {
      for (const event of aborted) run?.handle(event);
      run?.handle(recorded.blockEnd('start', 'start-test1', { verdict: 'failed' }));
      run?.handle(recorded.stepEnd('start', { verdict: 'failed' }));
      run?.close();
    }
    reporter.close();
    return written;
  };

  test('leaves in TAP what was judged of every run, then bails out', () => {
    const { text } = interrupted('tap');
    expect(text.match(/^(?:not )?ok \d+/gm)).toHaveLength(12);
    expect(text).toMatch(/\n1\.\.12\nBail out! Interrupted by SIGTERM\n$/);
    expect(text).not.toContain('not ok');
  });

  test('leaves the log of every run that had begun', () => {
    const { text } = interrupted('plain');
    expect(text.match(/^\[run \d\] (?:stopped|passed in .*):$/gm)).toEqual([
      '[run 3] passed in 43 s:',
      '[run 1] stopped:',
      '[run 2] stopped:',
    ]);
    expect(text).not.toContain('failed');
  });

  test('is one error of the job', () => {
    const { text, summary } = interrupted('github');
    expect(text.match(/^::error::Interrupted by SIGTERM$/gm)).toHaveLength(1);
    expect(summary.match(/^\| `01-lxc-basics` /gm)).toHaveLength(3);
  });
});

test('each line of JSON says which run it is of, and each report is one', () => {
  const { reporter, written } = open('json');
  tell(reporter, {
    runs: [recorded.passing, recorded.failingBlock],
    order: Array.from({ length: 100 }, (_, turn) => turn % 2),
  });
  const events = written.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const [index, run] of [recorded.passing, recorded.failingBlock].entries()) {
    const tag = { run: index + 1, lab: recorded.lab.id, repetition: index + 1 };
    expect(events.filter((event) => event['run'] === index + 1)).toEqual(
      run.map((event) => ({ ...event, ...tag })),
    );
  }
});
