import type { RunEvent } from '../../runner/execute/events.ts';
import type { Report } from '../../runner/report/report.ts';
import type { Lab, ShellBlock } from '../../runner/document/lab.ts';
import type { EventOf } from '../../runner/report/text/index.ts';
import { createReportBuilder } from '../../runner/report/index.ts';

/** A lab of two steps on one host, for streams of events as they come from execute. */
export const lab: Lab = {
  id: '01-lxc-basics',
  document: 'labs/01-lxc-basics.md',
  title: 'Containers with LXC',
  hosts: [{ name: 'host1', memoryMiB: 512, cpus: 1, diskMiB: 4096, networks: [] }],
  packages: [],
  internet: false,
  files: [],
  steps: [
    {
      id: 'create',
      title: 'Create a container',
      line: 12,
      items: [shell('create-test1', 16), check('test1-stopped', 30)],
    },
    {
      id: 'start',
      title: 'Start it',
      line: 40,
      items: [shell('start-test1', 44), check('test1-running', 50)],
    },
  ],
};

function shell(id: string, line: number): ShellBlock {
  const text = 'lxc-create -n test1 -t debian\n';
  const rest = {
    exit: 0,
    background: false,
    ready: null,
    tty: false,
    output: null,
    container: null,
    timeoutMs: 120_000,
  };
  return { kind: 'shell', id, line, textLine: line + 1, text, hosts: ['host1'], ...rest };
}

function check(id: string, line: number): Lab['steps'][number]['items'][number] {
  const times = { withinMs: 0, holdsMs: 0, not: false, until: null };
  return {
    kind: 'check',
    id,
    line,
    type: 'container',
    host: 'host1',
    container: null,
    ...times,
    hint: null,
    spec: {},
  };
}

export const start: RunEvent = {
  event: 'start',
  lab: lab.id,
  document: lab.document,
  title: lab.title,
  engine: 'tcg',
  slowness: 8.2,
  hosts: [{ name: 'host1', target: 'vm' }],
  steps: lab.steps.map(({ id, title, line, items }) => ({ id, title, line, items: items.length })),
};

export const boot: RunEvent[] = [
  { event: 'progress', activity: 'host1', message: 'booting', done: false, elapsedMs: 0 },
  { event: 'progress', activity: 'host1', message: 'booting', done: false, elapsedMs: 4000 },
  { event: 'progress', activity: 'host1', message: 'booted', done: true, elapsedMs: 12_300 },
];

export const stepStart = (step: string): RunEvent => {
  const found = lab.steps.find(({ id }) => id === step);
  return { event: 'step-start', step, title: found?.title ?? step, line: found?.line ?? 0 };
};

export const stepEnd = (step: string, over: Partial<EventOf<'step-end'>> = {}): RunEvent => ({
  event: 'step-end',
  step,
  verdict: 'passed',
  durationMs: 2600,
  ...over,
});

export const blockStart = (
  step: string,
  block: string,
  over: Partial<EventOf<'block-start'>> = {},
): RunEvent => ({
  event: 'block-start',
  step,
  block,
  host: 'host1',
  container: null,
  line: 16,
  text: 'lxc-create -n test1 -t debian\n',
  ...over,
});

export const output = (step: string, block: string, text: string): RunEvent => ({
  event: 'output',
  step,
  block,
  host: 'host1',
  text,
});

export const blockEnd = (
  step: string,
  block: string,
  over: Partial<EventOf<'block-end'>> = {},
): RunEvent => ({
  event: 'block-end',
  step,
  block,
  host: 'host1',
  line: 16,
  verdict: 'passed',
  exit: 0,
  failedLine: null,
  reason: null,
  durationMs: 2400,
  failure: null,
  ...over,
});

export const checkStart = (step: string, check: string): RunEvent => ({
  event: 'check-start',
  step,
  check,
  host: 'host1',
  container: null,
  line: 30,
});

export const checkEnd = (
  step: string,
  check: string,
  over: Partial<EventOf<'check-end'>> = {},
): RunEvent => ({
  event: 'check-end',
  step,
  check,
  type: 'container',
  host: 'host1',
  container: null,
  line: 30,
  verdict: 'passed',
  expected: 'test1 is STOPPED',
  observed: 'test1 is STOPPED',
  attempts: 1,
  durationMs: 120,
  hint: null,
  ...over,
});

const created: RunEvent[] = [
  stepStart('create'),
  blockStart('create', 'create-test1'),
  output(
    'create',
    'create-test1',
    'Checking cache download…\nCopying rootfs to /var/lib/lxc/test1/rootfs...\n',
  ),
  blockEnd('create', 'create-test1'),
  checkStart('create', 'test1-stopped'),
  checkEnd('create', 'test1-stopped'),
  stepEnd('create'),
];

/** The events and the report that they add up to, as a run ends. */
export function concluded(events: readonly RunEvent[], over: Partial<Report> = {}): RunEvent[] {
  const builder = createReportBuilder({ lab });
  for (const event of events) builder.add(event);
  return [...events, { event: 'report', ...builder.finish({ durationMs: 43_000 }), ...over }];
}

export const passing = concluded([
  start,
  ...boot,
  ...created,
  stepStart('start'),
  blockStart('start', 'start-test1', { line: 44 }),
  {
    event: 'note',
    step: 'start',
    block: 'start-test1',
    host: 'host1',
    line: 44,
    message: 'The last block ended the shell: a fresh session.',
  },
  blockEnd('start', 'start-test1', { line: 44 }),
  checkStart('start', 'test1-running'),
  {
    event: 'check-try',
    step: 'start',
    check: 'test1-running',
    host: 'host1',
    attempts: 1,
    observed: 'test1 is STARTING',
  },
  checkEnd('start', 'test1-running', { line: 50, attempts: 3, durationMs: 3100 }),
  stepEnd('start', { durationMs: 5700 }),
]);

export const failingBlock = concluded([
  start,
  ...boot,
  stepStart('create'),
  blockStart('create', 'create-test1', { container: 'web1' }),
  output('create', 'create-test1', 'some output\n'),
  blockEnd('create', 'create-test1', {
    verdict: 'failed',
    exit: 2,
    failedLine: 18,
    reason: 'exit',
    failure: {
      command: 'lxc-create -n test1 -t debian',
      summary: 'ended with status 2, expected status 0',
      difference: '',
      tail: 'Failed to get lock\nlxc-create: test1: already exists',
      hiddenLines: 42,
    },
  }),
  stepEnd('create', { verdict: 'failed' }),
]);

export const failingOutput = concluded([
  start,
  stepStart('create'),
  blockStart('create', 'create-test1'),
  blockEnd('create', 'create-test1', {
    verdict: 'failed',
    exit: 0,
    reason: 'output',
    failure: {
      command: 'lxc-ls -f',
      summary: 'printed something else than line 20 says',
      difference:
        'line 2 does not fit line 2 of what is expected:\n  NAME  STATE\n- test1 RUNNING\n+ test1 STOPPED·',
      tail: 'NAME  STATE\ntest1 STOPPED ',
      hiddenLines: 0,
    },
  }),
  stepEnd('create', { verdict: 'failed' }),
]);

export const failingCheck = concluded([
  start,
  ...created,
  stepStart('start'),
  blockStart('start', 'start-test1', { line: 44 }),
  blockEnd('start', 'start-test1', { line: 44 }),
  checkStart('start', 'test1-running'),
  checkEnd('start', 'test1-running', {
    line: 50,
    verdict: 'failed',
    expected: 'test1 is RUNNING\nwith an address',
    observed: 'test1 is STOPPED',
    attempts: 14,
    durationMs: 30_000,
    container: 'test1',
    hint: 'Did `lxc-start` end *without* an error? See [the manual](https://example.org/lxc).',
  }),
  { event: 'progress', activity: 'evidence', message: 'looking at host1', done: false, elapsedMs: 0 },
  {
    event: 'evidence',
    folder: '/root/.local/state/lab/failures/2026-11-03T12-30-07-01-lxc-basics',
    files: ['failure.txt', 'hosts/host1.txt'],
    elapsedMs: 2100,
  },
  stepEnd('start', { verdict: 'failed', durationMs: 33_000 }),
]);

export const brokenHost = concluded([
  start,
  ...boot,
  ...created,
  stepStart('start'),
  blockStart('start', 'start-test1', { line: 44 }),
  {
    event: 'broken',
    host: 'host1',
    message: 'Cannot reach host1: its virtual machine ended\nLook at the end of its console.',
    console: 'booting\n[   12.3] Kernel panic - not syncing: out of memory\n\u001b[31m::error::x\n',
  },
]);

const interruptedAt = [
  start,
  ...boot,
  ...created,
  stepStart('start'),
  blockStart('start', 'start-test1', { line: 44 }),
];

/** Stopped by a signal in its second step. */
export const aborted: RunEvent[] = [
  ...interruptedAt,
  ...concluded(interruptedAt)
    .slice(-1)
    .flatMap((report): RunEvent[] =>
      report.event === 'report' ? [{ event: 'aborted', message: 'Interrupted by SIGTERM', report }] : [],
    ),
];

export const wrongDocument: RunEvent[] = [
  {
    event: 'report',
    lab: lab.id,
    document: lab.document,
    verdict: null,
    engine: null,
    durationMs: 0,
    steps: [],
    problems: [
      {
        line: 3,
        column: 5,
        message: 'Unknown key `host`\nDid you mean `hosts`?',
        rule: 'front-matter',
        severity: 'error',
      },
      {
        line: 16,
        column: 1,
        message: 'Expected a duration such as `30s`, not `30`',
        rule: 'duration',
        severity: 'error',
      },
      { line: 20, column: 1, message: 'A step without a check', rule: 'no-check', severity: 'warning' },
    ],
  },
];

const evil =
  '::error file=x::pwned\n  ::warning::y\n##[error]z\n\u001b[2J\u001b]0;title\u0007\u202egnp.exe\0\u009b1m\ttab\rR';

/** Everything that a host, or a document, may put into an event. */
export const hostile = concluded([
  start,
  { event: 'progress', activity: 'host1', message: evil, done: false, elapsedMs: 0 },
  { event: 'progress', activity: 'host1', message: evil, done: true, elapsedMs: 1 },
  stepStart('create'),
  { event: 'note', step: null, block: null, host: null, line: null, message: evil },
  blockStart('create', 'create-test1'),
  output('create', 'create-test1', evil),
  blockEnd('create', 'create-test1', {
    verdict: 'failed',
    exit: 1,
    failedLine: 17,
    reason: 'output',
    failure: { command: evil, summary: evil, difference: evil, tail: evil, hiddenLines: 1 },
  }),
  checkStart('create', 'test1-stopped'),
  checkEnd('create', 'test1-stopped', { verdict: 'failed', expected: evil, observed: evil, hint: evil }),
  { event: 'broken', host: 'host1', message: evil, console: evil },
  stepEnd('create', { verdict: 'failed' }),
]);
