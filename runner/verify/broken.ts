import type { CheckOutcome } from '../checks/poll.ts';
import type { Check } from '../document/lab.ts';
import type { Host } from '../hosts/host.ts';
import type { Report, Verdict } from '../report/report.ts';

/** Why the machinery could not judge all: hosts that are gone first, then what could not be asked; null if it could. */
export async function findBroken({
  hosts,
  verdicts,
  outcomes,
}: {
  hosts: ReadonlyMap<string, Host>;
  verdicts: ReadonlyMap<Check, Verdict>;
  outcomes: ReadonlyMap<Check, CheckOutcome>;
}): Promise<NonNullable<Report['broken']> | null> {
  const ends = await Promise.all(
    [...hosts.values()].map(async ({ broken }) => Promise.race([broken, Promise.resolve(null)])),
  );
  const gone = ends.filter((end) => end !== null);
  const [first] = gone;
  if (first) {
    const message = gone.map((end) => end.message).join('\n');
    return { host: gone.length === 1 ? first.host : null, message, console: first.console };
  }
  const unasked = [...verdicts].find(([, verdict]) => verdict === 'broken')?.[0];
  if (!unasked) return null;
  const { type, host } = unasked;
  const why = outcomes.get(unasked)?.observed ?? '';
  return { host, message: `Cannot ask for ${type} on ${host}: ${why}`, console: '' };
}
