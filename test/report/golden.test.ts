import { expect, test } from 'vitest';
import type { RunEvent } from '../../runner/execute/events.ts';
import { createReporter, reporterKinds, type ReporterKind } from '../../runner/report/index.ts';
import * as recorded from './recorded.ts';

const runs: Record<string, RunEvent[]> = {
  passing: recorded.passing,
  'failing-block': recorded.failingBlock,
  'failing-output': recorded.failingOutput,
  'failing-check': recorded.failingCheck,
  'broken-host': recorded.brokenHost,
  'wrong-document': recorded.wrongDocument,
  hostile: recorded.hostile,
  aborted: recorded.aborted,
};

function show(kind: ReporterKind, events: readonly RunEvent[]): string {
  let text = '';
  const reporter = createReporter({ kind, stream: { write: (chunk) => (text += chunk), columns: 100 } });
  for (const event of events) reporter.handle(event);
  reporter.close();
  return text;
}

test.each(Object.keys(runs).flatMap((run) => reporterKinds.map((kind) => [run, kind] as const)))(
  'a run that is %s, %s',
  async (run, kind) => {
    await expect(show(kind, runs[run] ?? [])).toMatchFileSnapshot(`golden/${run}.${kind}.txt`);
  },
);

test.each(reporterKinds)('nothing that a host prints is obeyed by a terminal: %s', (kind) => {
  const text = show(kind, recorded.hostile).replaceAll('\n', '');
  expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Surrogate}]/u);
});

/** Lines of which GitHub takes any for a command. */
const commands = (kind: ReporterKind) =>
  show(kind, recorded.hostile)
    .split('\n')
    .filter((line) => line.trimStart().startsWith('::') || line.includes('##['));

test.each(['plain', 'tap'] as const)('no line of a log is a workflow command: %s', (kind) => {
  expect(commands(kind)).toEqual([]);
});

test('the only workflow commands are ours', () => {
  const file = 'file=labs/01-lxc-basics.md';
  const expected = [
    '::group::Create a container',
    '::endgroup::',
    `::error ${file},line=17,title=block create-test1 on host1%3A failed::`,
    `::error ${file},line=30,title=container check test1-stopped on host1%3A failed::`,
    `::error ${file},title=01-lxc-basics%3A broken::`,
  ];
  expect(commands('github').map((line, index) => line.slice(0, expected[index]?.length))).toEqual(expected);
});

test('each line of JSON is an event, whole, and the last one is the report', () => {
  const lines = show('json', recorded.hostile).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as RunEvent)).toEqual(recorded.hostile);
  expect(recorded.hostile.at(-1)?.event).toBe('report');
});
