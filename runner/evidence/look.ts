import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { saveRules } from '../checks/iptables-save.ts';
import { isHostname } from '../document/names.ts';
import { type Host, HostBroken } from '../hosts/host.ts';
import { quote } from '../hosts/quote.ts';
import { packageRoot } from '../package-root.ts';

/** On a machine with KVM: for all that is asked of a host, and for each command of it. */
const limitMs = 8_000;
const commandLimitMs = 2_000;

/** What a host or one of its containers says; `place` is safe in a file name: `host1`, `host1.web1`. */
export interface Findings {
  readonly place: string;
  readonly text: string;
}

/**
 * Asks a host, in one round trip, for what an engineer would look at first, on itself and in its running containers.
 * What has come when the time is over counts. A host that is broken has nothing to say.
 */
export async function lookAt(host: Host): Promise<Findings[]> {
  // A word that nothing on the host can have in its output.
  const mark = randomUUID();
  const values = {
    MARK: mark,
    LIMIT: String(Math.ceil((commandLimitMs * host.slowness) / 1000)),
    SAVE_RULES: saveRules,
  };
  const assignments = Object.entries(values).map(([name, value]) => `${name}=${quote(value)}`);
  const script = readFileSync(join(packageRoot, 'runner/evidence/look.sh'), 'utf8');
  try {
    const { stdout, timedOut } = await host.run({
      // Not as an argument: it would stand at length among the processes it lists.
      script: 'eval "$(cat)"',
      stdin: [...assignments, script].join('\n'),
      container: null,
      timeoutMs: limitMs * host.slowness,
    });
    const late = timedOut ? '\n[lab: the time was over here]\n' : '';
    return split({ host: host.name, mark, text: stdout.toString() + late });
  } catch (error) {
    if (error instanceof HostBroken) return [];
    throw error;
  }
}

function split({ host, mark, text }: { host: string; mark: string; text: string }): Findings[] {
  const [own = '', ...inside] = text.split(`\n${mark} `);
  const containers = inside.map((part) => {
    const end = part.indexOf('\n');
    return { name: part.slice(0, end), text: part.slice(end + 1) };
  });
  return [
    { place: host, text: own.trimStart() },
    // A name comes from the host, and becomes a file's.
    ...containers
      .filter(({ name }) => isHostname(name))
      .map(({ name, text: said }) => ({ place: `${host}.${name}`, text: said.trimStart() })),
  ];
}
