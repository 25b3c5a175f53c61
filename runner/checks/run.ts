import type { Check } from '../document/lab.ts';
import type { Host } from '../hosts/host.ts';
import { askLimitMs, askOnce, type Question } from './ask.ts';
import { checkTypes } from './index.ts';
import { type CheckOutcome, type FirstAsk, pollCheck } from './poll.ts';

export interface RunChecksOptions {
  /** Checks that stand next to each other, in the order of the document. */
  readonly checks: readonly Check[];
  /** By name; holds each host of `checks`. */
  readonly hosts: ReadonlyMap<string, Host>;
  readonly signal: AbortSignal;
  /** Goes on after a check that did not pass, as judging what stands does; else the rest is not judged. */
  readonly keepGoing: boolean;
  readonly onStart?: (check: Check) => void;
  readonly onTry?: (check: Check, progress: { attempts: number; observed: string }) => void;
  readonly onEnd?: (check: Check, outcome: CheckOutcome) => void;
}

/**
 * Judges checks as if one after the other, and resolves with an outcome for each that was judged. All that may be asked
 * side by side is asked at once, ahead of its turn, which is one round trip a host; such an answer counts as long as
 * no earlier check had to wait, else it is asked again. Rejects only with the reason of `signal`.
 */
export async function runChecks(options: RunChecksOptions): Promise<Map<Check, CheckOutcome>> {
  const { checks, keepGoing, onStart, onTry, onEnd } = options;
  const outcomes = new Map<Check, CheckOutcome>();
  let ahead = new Map<Check, FirstAsk>();
  for (const [index, check] of checks.entries()) {
    onStart?.(check);
    const question = toQuestion(check, options);
    if (!question.type.sequential && !ahead.has(check)) ahead = askAhead(checks.slice(index), options);
    const outcome = await pollCheck({
      ...question,
      first: ahead.get(check),
      onTry: (progress) => onTry?.(check, progress),
    });
    outcomes.set(check, outcome);
    onEnd?.(check, outcome);
    if (outcome.attempts > 1) ahead = new Map();
    if (outcome.verdict !== 'passed' && !keepGoing) break;
  }
  return outcomes;
}

function askAhead(checks: readonly Check[], options: RunChecksOptions): Map<Check, FirstAsk> {
  const startedAt = performance.now();
  const questions = checks.map((check) => toQuestion(check, options)).filter(({ type }) => !type.sequential);
  return new Map(
    questions.map((question) => {
      const answer = askOnce(question, { limitMs: askLimitMs * question.host.slowness });
      // Nobody may ever look at it: an earlier check failed.
      answer.catch(() => undefined);
      return [question.check, { startedAt, answer }];
    }),
  );
}

function toQuestion(check: Check, { hosts, signal }: RunChecksOptions): Question {
  const type = checkTypes.get(check.type);
  const host = hosts.get(check.host);
  if (!type || !host)
    throw new TypeError(
      `Cannot ask check ${check.id}: no ${type ? `host ${check.host}` : `type ${check.type}`}`,
    );
  return { check, type, host, signal };
}
