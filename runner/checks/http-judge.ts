import type { TextMatch } from './fields.ts';
import type { Attempt, HttpAnswer } from './http-request.ts';
import type { HttpSpec } from './http-schema.ts';
import { enumerate, show } from './show.ts';
import { describeActual, describeMatch, isMatch } from './text-match.ts';
import { countResponders, findResponder, isAlternating, isDistributed } from './turns.ts';
import type { Observation } from './types.ts';

/** What an `http` check wants, for people. */
export function describeHttp(spec: HttpSpec): string {
  const { http, status, body, headers = {}, requests = 1, alternates, distribution, tolerance = 0 } = spec;
  const parts = [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...Object.entries(headers).map(([name, match]) => `header ${name} ${describeMatch(match)}`),
    ...(body === undefined ? [] : [`body ${describeMatch(body)}`]),
    ...(alternates ? [`${enumerate(alternates)} strictly in turn`] : []),
    ...(distribution
      ? [describeCounts(Object.entries(distribution)) + (tolerance > 0 ? ` (±${tolerance})` : '')]
      : []),
  ];
  const times = requests === 1 ? '' : ` ${requests} times`;
  return `${http} answers${times}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

/** Judges each answer by itself, then who answered; shows the first wrong answer and the whole sequence. */
export function judgeHttp(spec: HttpSpec, attempts: readonly Attempt[]): Observation {
  const problems = attempts.map((attempt) => [...differences(spec, attempt)].join(', '));
  const firstWrong = problems.findIndex((problem) => problem !== '');
  const names = spec.alternates ?? Object.keys(spec.distribution ?? {});
  const responders = attempts.map((attempt) => responder(attempt, names, spec.by));
  const inTurn = !spec.alternates || isAlternating(responders, spec.alternates);
  const { distribution, tolerance = 0 } = spec;
  const distributed = !distribution || isDistributed(responders, { distribution, tolerance });
  const sequence =
    names.length > 0 ? [describeSequence(responders, { counted: distribution !== undefined })] : [];
  const wrong =
    firstWrong === -1
      ? []
      : [
          attempts.length === 1
            ? problems.join('')
            : `answer ${firstWrong + 1} of ${attempts.length}: ${problems[firstWrong] ?? ''}`,
        ];
  const fine = sequence.length + wrong.length === 0 ? [describeAnswer(attempts)] : [];
  return {
    holds: firstWrong === -1 && inTurn && distributed,
    observed: [...sequence, ...wrong, ...fine].join('\n'),
  };
}

function* differences({ status, body, headers = {} }: HttpSpec, attempt: Attempt): Generator<string> {
  if ('missing' in attempt) {
    yield attempt.missing;
    return;
  }
  if (status !== undefined && status !== attempt.status) yield `status ${attempt.status}`;
  for (const [name, match] of Object.entries(headers)) yield* headerDifference(name, match, attempt);
  if (body !== undefined && !isMatch(body, attempt.body))
    yield `body is${describeActual(body, attempt.body)}`;
}

function* headerDifference(name: string, match: TextMatch, { headers }: HttpAnswer): Generator<string> {
  const actual = headers[name.toLowerCase()];
  if (actual === undefined) yield `no header ${name}`;
  else if (!isMatch(match, actual)) yield `header ${name} is${show(actual)}`;
}

function responder(attempt: Attempt, names: readonly string[], by: string | undefined): string {
  if ('missing' in attempt) return '-';
  const text =
    by === undefined ? attempt.body : (attempt.headers[by.slice('header:'.length).toLowerCase()] ?? '');
  return findResponder(text, names);
}

function describeSequence(responders: readonly string[], { counted }: { counted: boolean }): string {
  const sequence = `answered in this order: ${responders.join(' ')}`;
  return counted ? `${sequence} (${describeCounts([...countResponders(responders)])})` : sequence;
}

const describeCounts = (counts: readonly (readonly [name: string, count: number])[]) =>
  counts.map(([name, count]) => `${name} ${count} ${count === 1 ? 'time' : 'times'}`).join(', ');

function describeAnswer(attempts: readonly Attempt[]): string {
  const statuses = new Set(attempts.flatMap((attempt) => ('missing' in attempt ? [] : [attempt.status])));
  return `answered with status ${enumerate([...statuses].map(String))}`;
}
