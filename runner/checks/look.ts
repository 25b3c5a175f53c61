import type { Look } from '../hosts/host.ts';
import { perlQuote } from '../hosts/quote.ts';
import { seconds } from './show.ts';
import { type AskContext, CannotAsk, NoAnswer } from './types.ts';

/** What was found out. Bytes that are no UTF-8 became U+FFFD. */
export interface Findings {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Looks at the host, or at its container, by Perl that gives a status and texts (see agent/look.pl). Rejects with
 * `NoAnswer` where what it asks about is not there.
 */
export async function look(
  { host, container, timeoutMs }: AskContext,
  options: Pick<Look, 'code' | 'view' | 'waits'>,
): Promise<Findings> {
  const { isThere, timedOut, ...findings } = await host.look({ container, timeoutMs, ...options });
  if (!isThere) throw new NoAnswer(findings.stderr);
  if (timedOut) throw new NoAnswer(`no answer within ${seconds(timeoutMs)}`);
  return findings;
}

/** Rejects with `NoAnswer` where a check is about a container that does not run. */
export async function requireContainer(context: AskContext): Promise<void> {
  if (context.container !== null)
    await look(context, { code: `init_of(${perlQuote(context.container)})`, view: 'host' });
}

/** What is missing in a container is the learner's affair; what is missing on a host, the machinery's. */
export function missing({ container, host }: AskContext, what: string): Error {
  return container === null
    ? new CannotAsk(`${host.name} ${what}`)
    : new NoAnswer(`container ${container} ${what}`);
}
