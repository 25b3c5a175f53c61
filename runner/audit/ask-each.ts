import { askLimitMs } from '../checks/ask.ts';
import { checkTypes } from '../checks/index.ts';
import type { CheckOutcome } from '../checks/poll.ts';
import { runChecks } from '../checks/run.ts';
import type { Check } from '../document/lab.ts';
import type { Host } from '../hosts/host.ts';
import { runTogether } from '../hosts/run-together.ts';
import type { Cell } from '../report/audit-report.ts';
import { enoughMs, graceMs, type Took } from './limits.ts';

/** How much longer than it took when it held something may take to answer over the network that nobody expects to. */
const noAnswerMs = 3000;

export interface AskEachOptions {
  readonly hosts: ReadonlyMap<string, Host>;
  readonly took: Took;
  readonly signal: AbortSignal;
  /** Whether a check ought to hold: then it is given its time. */
  readonly isToHold: (check: Check) => boolean;
  /** How much longer it may take than it took, on a machine that has other things to do. */
  readonly besidesMs?: number;
}

/** Asks checks of which many will fail, each whatever the others say. */
export async function askEach(
  checks: readonly Check[],
  { hosts, took, signal, isToHold, besidesMs = graceMs }: AskEachOptions,
): Promise<Map<Check, CheckOutcome>> {
  const together = new Map([...hosts].map(([name, host]) => [name, runTogether(host)]));
  const outcomes = new Map<Check, CheckOutcome>();
  const ask = async (check: Check) => {
    const host = together.get(check.host);
    if (!host) return;
    const limited = isToHold(check)
      ? inItsTime(check, host, enoughMs(took, { id: check.id, besidesMs }))
      : atOnce(check, host, took);
    const asked = await runChecks({
      checks: [limited.check],
      hosts: new Map([[host.name, limited.host]]),
      signal,
      keepGoing: true,
    });
    for (const outcome of asked.values()) outcomes.set(check, outcome);
  };
  const [looking, reaching, moving] = [0, 1, 2].map((turn) =>
    checks.filter((check) => turnOf(check) === turn),
  );
  await Promise.all((looking ?? []).map(ask));
  await Promise.all((reaching ?? []).map(ask));
  for (const check of moving ?? []) await ask(check);
  return outcomes;
}

/**
 * What only looks is asked first: a request that reaches a host, or whatever an author's command does, would be seen in
 * its counters. What moves something by being asked comes last, one by one.
 */
function turnOf({ type }: Check): 0 | 1 | 2 {
  const { sequential, hostKey } = checkTypes.get(type) ?? {};
  if (sequential) return 2;
  return hostKey === 'from' || type === 'command' ? 1 : 0;
}

/** What can't be asked yet, or any longer, does not hold: there may be nothing to ask with. */
export function cellOf({ verdict, unanswered }: CheckOutcome, isToHold: boolean): Cell {
  if (verdict === 'passed') return 'holds';
  const isUnknown = verdict === 'broken' && (isToHold || unanswered === 'host-broken');
  return isUnknown ? 'unknown' : 'fails';
}

function inItsTime(check: Check, host: Host, enough: number) {
  const withinMs = Math.min(check.withinMs, enough / host.slowness);
  return { check: { ...check, withinMs }, host };
}

/** Of what is asked over the network most answers would never come; what looks at a host shares its time with others. */
function atOnce(check: Check, host: Host, took: Took) {
  const isRemote = checkTypes.get(check.type)?.hostKey === 'from';
  const enough = isRemote ? enoughMs(took, { id: check.id, besidesMs: noAnswerMs }) / askLimitMs : Infinity;
  const slowness = Math.min(host.slowness, enough);
  const holdsMs = (check.holdsMs * host.slowness) / slowness;
  return { check: { ...check, withinMs: 0, holdsMs }, host: { ...host, slowness } };
}
