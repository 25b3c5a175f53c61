import type { Lab } from '../document/lab.ts';
import type { OpenHosts } from '../hosts/index.ts';
import type { Report } from '../report/report.ts';
import { UsageError } from './usage-error.ts';
import { useTerminal } from './use-terminal.ts';

/** What becomes of a run's hosts. */
export type HostsAfter = 'down' | 'keep' | 'shell';

/** Leaves the hosts of a lab up, and says what can be done with them. Throws UsageError where they are not ours to keep. */
export async function keepHosts({ lab, open, report }: { lab: Lab; open: OpenHosts; report: Report }) {
  if (!open.keep) throw new UsageError('Only virtual machines are kept; other machines stay as they are');
  await open.keep({ lab, step: lastPassed(report) });
  const [host] = open.hosts.keys();
  const names = open.hosts.size === 1 ? '' : ` ${failingHost(report) ?? host ?? ''}`;
  process.stderr.write(
    `lab: The hosts of ${lab.id} stay up. A terminal there: lab shell${names} · end them: lab down\n`,
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

/** The last step that passed, as long as all before it did; null where none did. */
function lastPassed({ steps }: Report): string | null {
  const end = steps.findIndex(({ verdict }) => verdict !== 'passed');
  return steps[(end === -1 ? steps.length : end) - 1]?.id ?? null;
}

/** The host on which a block or a check failed first; null where none did. */
export function failingHost({ steps, broken }: Report): string | null {
  if (broken?.host) return broken.host;
  const items = steps.flatMap(({ blocks, checks }) => [...blocks, ...checks]);
  const failed = items
    .filter(({ verdict }) => verdict === 'failed')
    .sort((one, other) => one.line - other.line);
  return failed[0]?.host ?? null;
}
