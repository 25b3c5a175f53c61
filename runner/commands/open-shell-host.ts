import { suggest } from '../document/nearest.ts';
import type { Host } from '../hosts/host.ts';
import type { Target } from '../hosts/index.ts';
import { openLocalHost } from '../hosts/local/index.ts';
import { UsageError } from './usage-error.ts';

/** Opens the host that `lab shell` means. Throws UsageError where there is none of that name, or no single one. */
export async function openShellHost({
  name,
  targets,
}: {
  /** Undefined where the call names none: the only one is meant. */
  name: string | undefined;
  /** By name of the host, in place of the lab that is up. */
  targets: ReadonlyMap<string, Target>;
  signal: AbortSignal;
}): Promise<{ host: Host; dispose(): Promise<void> }> {
  if (targets.size === 0) throw new UsageError('No lab is up\nBring one up: lab up LAB');
  const chosen = chooseHost([...targets.keys()], name);
  if (targets.get(chosen)?.kind !== 'local') {
    throw new UsageError(`Expected --host ${chosen}=local; \`lab up\` starts virtual machines`);
  }
  const host = openLocalHost({ name: chosen });
  return Promise.resolve({ host, dispose: () => host.dispose() });
}

function chooseHost(names: readonly string[], name: string | undefined): string {
  if (name === undefined) {
    const [only, ...more] = names;
    if (only !== undefined && more.length === 0) return only;
    throw new UsageError(`Name the host: ${names.join(', ')}`);
  }
  if (!names.includes(name)) throw new UsageError(`Unknown host ${name}\n${suggest(name, names)}`);
  return name;
}
