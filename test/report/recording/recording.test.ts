import { expect, test } from 'vitest';
import type { RunEvent } from '../../../runner/execute/events.ts';
import { createRecorder } from '../../../runner/report/recording/index.ts';
import { record } from '../record.ts';
import * as recorded from '../recorded.ts';

const progress = (activity: string, elapsedMs: number, done = false): RunEvent => ({
  event: 'progress',
  activity,
  message: '',
  done,
  elapsedMs,
});

test('what went on has the time when it did', () => {
  const { steps, activities, durationMs, verdict } = record(recorded.passing);
  // Events come a second after each other.
  expect(activities).toEqual([{ name: 'host1', startMs: 0, endMs: 4000 }]);
  expect(steps.map(({ items }) => items.map(({ id, span }) => [id, span]))).toEqual([
    [
      ['create-test1', { startMs: 6000, endMs: 8000 }],
      ['test1-stopped', { startMs: 9000, endMs: 10_000 }],
    ],
    [
      ['start-test1', { startMs: 13_000, endMs: 15_000 }],
      ['test1-running', { startMs: 16_000, endMs: 18_000 }],
    ],
  ]);
  expect({ durationMs, verdict }).toEqual({ durationMs: 20_000, verdict: 'passed' });
});

test('preparation that never came to an end did so when the run broke off', () => {
  const broken: RunEvent = { event: 'broken', host: null, message: 'no image', console: '' };
  expect(record([progress('boot', 0), progress('image', 500), broken, recorded.start]).activities).toEqual([
    { name: 'boot', startMs: 1000, endMs: 3000 },
    { name: 'image', startMs: 1500, endMs: 3000 },
  ]);
});

test('putting files, saving and looking at the hosts are activities', () => {
  const events: RunEvent[] = [
    recorded.start,
    { event: 'saving', after: null, elapsedMs: 900 },
    { event: 'files', count: 6, elapsedMs: 400 },
    progress('evidence', 0),
    { event: 'evidence', folder: '/e', files: [], elapsedMs: 1000 },
  ];
  expect(record(events).activities).toEqual([
    { name: 'checkpoint', startMs: 1100, endMs: 2000 },
    { name: 'files', startMs: 2600, endMs: 3000 },
    { name: 'evidence', startMs: 4000, endMs: 5000 },
  ]);
});

test('steps from a checkpoint are said to be, and have no time of this run', () => {
  const events: RunEvent[] = [
    recorded.start,
    { event: 'restored', steps: [{ id: 'create', title: '' }] },
    recorded.stepStart('start'),
    recorded.blockStart('start', 'start-test1'),
  ];
  const [create, start] = record(events).steps;
  expect(create).toMatchObject({
    verdict: 'passed',
    source: 'checkpoint',
    items: [{ span: null }, { span: null }],
  });
  expect(start).toMatchObject({
    verdict: 'interrupted',
    source: 'ran',
    items: [{ verdict: 'interrupted' }, { verdict: 'blocked' }],
  });
});

test('what no event tells of is recorded where it is done, even where it fails', async () => {
  let clockMs = 0;
  const recorder = createRecorder({ lab: recorded.lab, startedAt: new Date(), nowMs: () => clockMs });
  const work = recorder.during('stopping', () => {
    clockMs = 70;
    return Promise.reject(new Error('gone'));
  });
  await expect(work).rejects.toThrow('gone');
  expect(recorder.finish()).toMatchObject({
    verdict: 'interrupted',
    durationMs: 70,
    activities: [{ name: 'stopping', startMs: 0, endMs: 70 }],
  });
});
