import { setTimeout } from 'node:timers/promises';
import { askLimitMs, askOnce, type Question, type Try, type Unanswered } from './ask.ts';
import { pauseMs } from './pause.ts';
import { seconds } from './show.ts';

/** The end of a check, for people and for the report. */
export interface CheckOutcome {
  readonly verdict: 'passed' | 'failed' | 'broken';
  readonly expected: string;
  /** What the last try found. */
  readonly observed: string;
  /** Why the last try got no answer; null where it got one. */
  readonly unanswered: Unanswered | null;
  readonly attempts: number;
  readonly durationMs: number;
}

/** A first ask that is under way already, and since when (`performance.now()`). */
export interface FirstAsk {
  readonly startedAt: number;
  readonly answer: Promise<Try>;
}

export interface PollOptions extends Question {
  readonly first?: FirstAsk | undefined;
  /** A try that did not pass, where more may follow. */
  readonly onTry: (progress: { attempts: number; observed: string }) => void;
}

// The last try begins this long before `within` is over, so that it has time for an answer.
const lastTryMs = 500;

/**
 * Asks a check until it passes or `within` is over, then for as long as it must stay so. The deadline is wall clock
 * and covers all tries but the first, which always has its full limit. Rejects only with the reason of `signal`.
 */
export async function pollCheck({ first, onTry, ...question }: PollOptions): Promise<CheckOutcome> {
  const { check, type, host } = question;
  const { slowness } = host;
  const startedAt = first?.startedAt ?? performance.now();
  const limitMs = askLimitMs * slowness;
  const withinMs = check.withinMs * slowness;
  const deadline = startedAt + withinMs;
  const lastStart = deadline - Math.min(lastTryMs * slowness, withinMs / 4);
  let attempts = 1;
  let last = await (first?.answer ?? askOnce(question, { limitMs }));
  while (last.verdict !== 'passed' && last.unanswered !== 'host-broken' && performance.now() < lastStart) {
    onTry({ attempts, observed: last.observed });
    await pause(question, Math.min(pauseMs({ attempts, slowness }), lastStart - performance.now()));
    attempts++;
    last = await askOnce(question, { limitMs: Math.min(limitMs, Math.max(1, deadline - performance.now())) });
  }
  if (last.verdict === 'passed' && check.holdsMs > 0)
    ({ last, attempts } = await holdOn({ question, last, attempts }));
  return {
    verdict: last.verdict,
    expected: `${check.not ? 'not: ' : ''}${type.expected(check.spec)}${check.holdsMs > 0 ? `, for ${seconds(check.holdsMs)}` : ''}`,
    observed: last.observed,
    unanswered: last.unanswered,
    attempts,
    durationMs: Math.round(performance.now() - startedAt),
  };
}

/** Asks on until `holds` is over; the first try that does not pass ends it. */
async function holdOn({ question, last, attempts }: { question: Question; last: Try; attempts: number }) {
  const { check, host } = question;
  const { slowness } = host;
  const since = performance.now();
  const end = since + check.holdsMs * slowness;
  for (let asks = 1; last.verdict === 'passed' && performance.now() < end; asks++) {
    await pause(question, Math.min(pauseMs({ attempts: asks, slowness }), end - performance.now()));
    last = await askOnce(question, { limitMs: askLimitMs * slowness });
    attempts++;
  }
  if (last.verdict === 'passed') return { last, attempts };
  const held = seconds(performance.now() - since);
  return {
    last: { ...last, observed: `it was so, but no longer after ${held}: ${last.observed}` },
    attempts,
  };
}

/** Waits; ends early, without a word, when the host breaks: the next ask will say so. */
async function pause({ host, signal }: Question, durationMs: number): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([
      setTimeout(Math.max(0, durationMs), undefined, { signal: AbortSignal.any([signal, over.signal]) }),
      host.broken,
    ]);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    over.abort();
  }
}
