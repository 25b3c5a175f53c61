import type { Command } from '../hosts/host.ts';
import { quote } from '../hosts/quote.ts';
import { seconds } from './show.ts';
import { type AskContext, CannotAsk, NoAnswer } from './types.ts';

/** What a script found out. Bytes that are no UTF-8 became U+FFFD. */
export interface Findings {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Look = Pick<Command, 'script' | 'stdin' | 'waits'>;

/** Runs a script on the host, or inside the check's container. */
export async function look(context: AskContext, asked: Look): Promise<Findings> {
  const { host, container, timeoutMs } = context;
  const result = await host.run({ ...asked, container, timeoutMs });
  // What is reported of a container that does not run is lxc-attach's failure, no answer of the script.
  if (result.timedOut || result.exit !== 0) await requireContainer(context);
  if (result.timedOut) throw new NoAnswer(`no answer within ${seconds(timeoutMs)}`);
  return { exit: result.exit, stdout: result.stdout.toString(), stderr: result.stderr.toString() };
}

/**
 * Runs a script on the host; its function `inside` runs a command in the network of the check's container, with the
 * host's programs: the container may have none that can tell.
 */
export async function lookIntoNetwork(context: AskContext, { script, ...rest }: Look): Promise<Findings> {
  const { container } = context;
  const enter = container === null ? 'inside() { "$@"; }' : enterNetwork(container);
  const findings = await look({ ...context, container: null }, { script: `${enter}\n${script}`, ...rest });
  if (findings.exit !== 0) await requireContainer(context);
  return findings;
}

const enterNetwork = (container: string) => `
pid=$(lxc-info -pH -n ${quote(container)} 2>/dev/null)
[ -n "$pid" ] || exit 1
inside() { nsenter -t "$pid" -n -- "$@"; }`;

/** Rejects with `NoAnswer` where a check is about a container that does not run. */
export async function requireContainer({ host, container, timeoutMs }: AskContext): Promise<void> {
  if (container === null) return;
  const { stdout } = await host.run({ script: containerTrouble(container), container: null, timeoutMs });
  const trouble = stdout.toString().trim();
  if (trouble !== '') throw new NoAnswer(trouble);
}

const containerTrouble = (container: string) => `
command -v lxc-info >/dev/null || { echo LXC is not installed; exit; }
state=$(lxc-info -sH -n ${quote(container)} 2>/dev/null) || { echo ${quote(`there is no container ${container}`)}; exit; }
[ "$state" = RUNNING ] || echo ${quote(`container ${container}`)} is "$state"`;

/** What is missing in a container is the learner's affair; what is missing on a host, the machinery's. */
export function missing({ container, host }: AskContext, what: string): Error {
  return container === null
    ? new CannotAsk(`${host.name} ${what}`)
    : new NoAnswer(`container ${container} ${what}`);
}
