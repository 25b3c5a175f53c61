import { AskError } from '../hosts/host.ts';
import { quote } from './quote.ts';
import { seconds } from './show.ts';
import { type AskContext, CannotAsk, NoAnswer } from './types.ts';

/** What a script found out. Bytes that are no UTF-8 became U+FFFD. */
export interface Findings {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Look {
  readonly script: string;
  readonly stdin?: string;
}

/** Runs a script on the host, or inside the check's container. */
export async function look(
  { host, container, timeoutMs }: AskContext,
  { script, stdin }: Look,
): Promise<Findings> {
  const result = await answered(
    host.run({ script, container, timeoutMs, ...(stdin === undefined ? {} : { stdin }) }),
  );
  if (result.timedOut) throw new NoAnswer(`no answer within ${seconds(timeoutMs)}`);
  return { exit: result.exit, stdout: result.stdout.toString(), stderr: result.stderr.toString() };
}

// No script of ours ends with it by itself.
const noContainer = 119;

/**
 * Runs a script on the host; its function `inside` runs a command in the network of the check's container, with the
 * host's programs: the container may have none that can tell.
 */
export async function lookIntoNetwork(context: AskContext, { script, stdin }: Look): Promise<Findings> {
  const { container } = context;
  const enter = container === null ? 'inside() { "$@"; }' : enterNetwork(container);
  const findings = await look(
    { ...context, container: null },
    { script: `${enter}\n${script}`, ...(stdin === undefined ? {} : { stdin }) },
  );
  if (findings.exit === noContainer) throw new NoAnswer(findings.stdout.trim());
  return findings;
}

const enterNetwork = (container: string) => `
command -v lxc-info >/dev/null || { echo 'LXC is not installed'; exit ${noContainer}; }
state=$(lxc-info -sH -n ${quote(container)} 2>/dev/null) ||
  { echo ${quote(`there is no container ${container}`)}; exit ${noContainer}; }
pid=$(lxc-info -pH -n ${quote(container)} 2>/dev/null)
[ -n "$pid" ] || { echo ${quote(`container ${container}`)} is "$state"; exit ${noContainer}; }
inside() { nsenter -t "$pid" -n -- "$@"; }`;

/** Passes on what a host answered; that there is no such container is the learner's affair. */
export async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AskError && error.code === 'no-container')
      throw new NoAnswer(error.message, { cause: error });
    throw error;
  }
}

/** What is missing in a container is the learner's affair; what is missing on a host, the machinery's. */
export function missing({ container, host }: AskContext, what: string): Error {
  return container === null
    ? new CannotAsk(`${host.name} ${what}`)
    : new NoAnswer(`container ${container} ${what}`);
}
