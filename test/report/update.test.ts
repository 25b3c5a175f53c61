import { expect, test } from 'vitest';
import type { RunEvent } from '../../runner/execute/events.ts';
import { createReporter } from '../../runner/report/index.ts';

function show(kind: 'plain' | 'pretty', ...events: RunEvent[]): string {
  let text = '';
  const reporter = createReporter({
    kind,
    color: true,
    stream: { write: (written: string) => (text += written) },
  });
  for (const event of events) reporter.handle(event);
  reporter.close();
  return text;
}

const drift = {
  event: 'drift',
  document: 'lab.md',
  blocks: 1,
  difference: '--- lab.md\n+++ lab.md\n@@ -1,2 +1,2 @@\n ::stays\r\n-old\u001b[1m\r\n+new\r\n',
  left: [{ line: 9, message: 'It prints `\u001b[1m`' }],
} as const satisfies RunEvent;

test('a difference is shown without line ends of its own, and nothing in it is obeyed', () => {
  expect(show('plain', { ...drift, left: [...drift.left] })).toBe(
    '\n--- lab.md\n+++ lab.md\n@@ -1,2 +1,2 @@\n : :stays\n-old␛[1m\n+new\nlab.md:9  It prints `␛[1m`\n',
  );
});

test('on a terminal it has the colours of a difference', () => {
  expect(show('pretty', { ...drift, left: [] })).toContain(
    '\u001b[31m-old␛[1m\u001b[0m\n\u001b[32m+new\u001b[0m\n',
  );
});

test.each([
  [{ blocks: 2, left: 0, isWritten: true }, '✓ updated  lab.md · 2 output blocks rewritten\n'],
  [{ blocks: 1, left: 0, isWritten: false }, '✗ drifted  lab.md · 1 output block not rewritten\n'],
  [{ blocks: 0, left: 1, isWritten: false }, '✗ drifted  lab.md · 1 output block only you can mend\n'],
  [{ blocks: 0, left: 0, isWritten: false }, '✓ true  lab.md · every output block says what came\n'],
])('%j', (what, shown) => {
  expect(show('plain', { event: 'updated', document: 'lab.md', ...what })).toBe(shown);
});
