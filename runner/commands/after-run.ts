import type { Lab } from '../document/lab.ts';
import type { KeptLab, OpenHosts } from '../hosts/index.ts';
import type { Report, StepReport } from '../report/report.ts';
import { UsageError } from './usage-error.ts';
import { useTerminal } from './use-terminal.ts';

/** What becomes of a run's hosts. */
export const hostsAfter = ['down', 'keep', 'shell'] as const;
export type HostsAfter = (typeof hostsAfter)[number];

/** Leaves the hosts of a lab up, and says what can be done with them. Throws UsageError where they are not ours to keep. */
export async function keepHosts({
  lab,
  open,
  report,
  failed = firstFailed(report),
}: {
  lab: Lab;
  open: OpenHosts;
  report: Report;
  /** What comes next and has failed; by default what did in this report. */
  failed?: KeptLab['failed'];
}) {
  if (!open.keep) throw new UsageError('Only virtual machines are kept; other machines stay as they are');
  await open.keep({ lab, step: lastPassed(report, failed?.step), failed });
  const [host] = open.hosts.keys();
  const names = open.hosts.size === 1 ? '' : ` ${failingHost(report) ?? host ?? ''}`;
  const back = report.verdict === 'failed' ? ' · back to before what failed: lab reset' : '';
  process.stderr.write(
    `lab: The hosts of ${lab.id} stay up. A terminal there: lab shell${names}${back} · end them: lab down\n`,
  );
}

/** Puts the user's terminal on the host that failed, in that state, until its shell ends. */
export async function openFailedHost({
  open,
  report,
  signal,
}: {
  open: OpenHosts;
  report: Report;
  signal: AbortSignal;
}) {
  const host = open.hosts.get(failingHost(report) ?? '') ?? [...open.hosts.values()][0];
  if (!host) return;
  process.stderr.write(`lab: A terminal on ${host.name}, as the failure left it; \`exit\` ends the hosts\n`);
  await useTerminal({ host, container: null, signal });
}

/** The last step that passed whole, as long as all before it did; null where none did. */
function lastPassed({ steps }: Report, failed: string | undefined): string | null {
  const end = steps.findIndex(({ id, verdict }) => verdict !== 'passed' || id === failed);
  return steps[(end === -1 ? steps.length : end) - 1]?.id ?? null;
}

/** The host that broke, or on which a block or a check failed first; null where none did. */
export function failingHost({ steps, broken }: Report): string | null {
  return broken?.host ?? failedItems(steps)[0]?.host ?? null;
}

function firstFailed({ steps }: Report): KeptLab['failed'] {
  const step = steps.find(({ verdict }) => verdict === 'failed');
  const [item] = step ? failedItems([step]) : [];
  return step && item ? { step: step.id, item: item.id } : null;
}

function failedItems(steps: readonly StepReport[]) {
  return steps
    .flatMap(({ blocks, checks }) => [...blocks, ...checks])
    .filter(({ verdict }) => verdict === 'failed')
    .sort((one, other) => one.line - other.line);
}
