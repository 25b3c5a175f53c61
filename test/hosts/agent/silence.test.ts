import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSilence } from '../../../runner/hosts/agent/silence.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watch() {
  const calls = { asked: 0, silentMs: [] as number[] };
  const silence = watchSilence({
    ask: () => {
      calls.asked++;
    },
    onSilence: (silentMs) => calls.silentMs.push(silentMs),
  });
  return { silence, calls };
}

test('who never answers is silent, and that is said once', () => {
  const { calls } = watch();
  vi.advanceTimersByTime(60_000);
  expect(calls).toEqual({ asked: 8, silentMs: [16_000] });
});

test('who answers now and then is not', () => {
  const { calls, silence } = watch();
  for (let count = 0; count < 20; count++) {
    vi.advanceTimersByTime(12_000);
    silence.heard();
  }
  expect(calls).toEqual({ asked: 120, silentMs: [] });
});

test('a watch that was stopped says nothing', () => {
  const { calls, silence } = watch();
  silence.stop();
  vi.advanceTimersByTime(60_000);
  expect(calls).toEqual({ asked: 0, silentMs: [] });
});

test('whose silence is expected is asked nothing, and has all the time afterwards', () => {
  const { calls, silence } = watch();
  vi.advanceTimersByTime(12_000);
  silence.expectSilence(true);
  vi.advanceTimersByTime(120_000);
  silence.expectSilence(false);
  vi.advanceTimersByTime(14_000);
  expect(calls).toEqual({ asked: 13, silentMs: [] });
  vi.advanceTimersByTime(60_000);
  expect(calls.silentMs).toEqual([16_000]);
});
