import * as z from 'zod';
import { keys, listOf, name, shown, text, textMatch, whole } from './fields.ts';

const responder = name('the name of a server such as `web1`');
const mapError = (expected: string) => (issue: { input?: unknown }) =>
  `Expected ${expected}, not ${shown(issue.input)}`;

const url = text('a URL such as `http://10.0.0.100/`').superRefine((source, context) => {
  const expected = `Expected a URL such as \`http://10.0.0.100/\`, not ${shown(source)}`;
  if (!URL.canParse(source)) context.addIssue({ code: 'custom', message: expected });
  else if (new URL(source).protocol === 'https:') {
    const message = `${expected}\nA check speaks plain HTTP only; for HTTPS write a \`command\` check with \`curl\``;
    context.addIssue({ code: 'custom', message });
  } else if (!source.startsWith('http://')) context.addIssue({ code: 'custom', message: expected });
});

/** Keys of an `http` check. Plain HTTP only; redirections are not followed. */
export const httpSchema = keys({
  http: url,
  status: whole('an HTTP status from 100 to 599', { min: 100, max: 599 }).optional(),
  body: textMatch.optional(),
  headers: z
    .record(text('the name of a header', /^[!#$%&'*+.^_`|~\w-]+$/u), textMatch, {
      error: mapError('a map of headers such as `{Content-Type: text/html}`'),
    })
    .optional(),
  requests: whole('a number of requests from 1 to 1000', { min: 1, max: 1000 }).optional(),
  alternates: listOf(responder, 'a list of at least two names such as `[web1, web2]`').optional(),
  distribution: z
    .record(responder, whole('a number of requests', { min: 0, max: 1000 }), {
      error: mapError('a map of names and requests such as `{web1: 3, web2: 1}`'),
    })
    .optional(),
  tolerance: whole('a number of requests', { min: 0, max: 1000 }).optional(),
  by: text('`header:NAME`', /^header:[!#$%&'*+.^_`|~\w-]+$/u).optional(),
}).superRefine((spec, context) => {
  for (const [path, message] of conflicts(spec)) context.addIssue({ code: 'custom', path: [path], message });
});

export type HttpSpec = z.infer<typeof httpSchema>;

type Turns = Pick<HttpSpec, 'requests' | 'alternates' | 'distribution' | 'tolerance' | 'by'>;

function* conflicts({
  requests,
  alternates,
  distribution,
  tolerance,
  by,
}: Turns): Generator<[path: string, message: string]> {
  if (alternates && distribution) {
    yield ['distribution', 'Expected `alternates` or `distribution`, not both\nTake one of them away'];
  }
  if (alternates && new Set(alternates).size < 2) {
    yield [
      'alternates',
      `Expected at least two different names such as \`[web1, web2]\`, not \`${alternates.join(', ')}\``,
    ];
  }
  if (alternates && alternates.length > 1 && (requests ?? 0) < alternates.length) {
    const message = `Expected \`requests\` of ${alternates.length} or more beside \`alternates\`\nAdd a line such as \`requests: ${2 * alternates.length}\``;
    yield ['alternates', message];
  }
  if (distribution && requests === undefined) {
    yield ['distribution', 'Expected `requests` beside `distribution`\nAdd a line such as `requests: 4`'];
  }
  if (distribution && requests !== undefined && !isReachable(distribution, requests, tolerance ?? 0)) {
    yield ['distribution', `Expected numbers that add up to ${requests}, the value of \`requests\``];
  }
  if (tolerance !== undefined && !distribution)
    yield ['tolerance', 'Expected `distribution` beside `tolerance`'];
  if (by !== undefined && !alternates && !distribution) {
    yield ['by', 'Expected `alternates` or `distribution` beside `by`'];
  }
}

function isReachable(distribution: Record<string, number>, requests: number, tolerance: number): boolean {
  const counts = Object.values(distribution);
  const sum = counts.reduce((total, count) => total + count, 0);
  return Math.abs(sum - requests) <= tolerance * counts.length;
}
