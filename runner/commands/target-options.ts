import type { Lab } from '../document/lab.ts';
import { suggest } from '../document/nearest.ts';
import { readInventory } from '../hosts/inventory.ts';
import { parseTarget, type Target, targetForms } from '../hosts/target.ts';
import type { Call, Option } from './command.ts';
import { UsageError } from './usage-error.ts';

/** The options that say where hosts are; the same for every command that needs hosts. */
export const targetOptions = {
  host: {
    type: 'string',
    multiple: true,
    takes: 'NAME=TARGET',
    help: 'put a host on `vm` (the default), `local`, this machine itself, or `ssh:DESTINATION`',
  },
  inventory: {
    type: 'string',
    takes: 'FILE[:SET]',
    help: 'put hosts where this file says; what --host says goes before it',
  },
} as const satisfies Readonly<Record<string, Option>>;

/** What hosts are put on, by name; those not named are virtual machines. May hold more than one lab has. */
export interface Targets extends ReadonlyMap<string, Target> {
  /** Named one by one: each must be a host of the lab. */
  readonly named: readonly string[];
  /** `FILE[:SET]`, which must know every host of the lab; null without. */
  readonly inventory: string | null;
}

/** What a host is put on, by its name. Throws UsageError or InventoryError with the valid values. */
export function readTargets({ values }: Call): Targets {
  const hosts = new Map(hostArguments(values).map(readTarget));
  const inventory = typeof values['inventory'] === 'string' ? values['inventory'] : null;
  const listed = inventory === null ? [] : readInventory(inventory);
  return Object.assign(new Map([...listed, ...hosts]), { named: [...hosts.keys()], inventory });
}

/** The same options again, for showing a call that does the same. */
export function targetCall({ values }: Call): string[] {
  const { inventory } = values;
  return [
    ...hostArguments(values).flatMap((target) => ['--host', target]),
    ...(typeof inventory === 'string' ? ['--inventory', inventory] : []),
  ];
}

/** Throws UsageError where targets and the hosts of the lab do not fit: a misspelt name must not start a machine. */
export function requireKnownHosts(lab: Lab, targets: Targets): void {
  const hosts = lab.hosts.map(({ name }) => name);
  for (const name of targets.named) {
    if (!hosts.includes(name))
      throw new UsageError(`${lab.document} has no host ${name}\n${suggest(name, hosts)}`);
  }
  const left = targets.inventory === null ? undefined : hosts.find((name) => !targets.has(name));
  if (left === undefined) return;
  throw new UsageError(
    `${targets.inventory ?? ''} does not say where ${left} of ${lab.document} is\n` +
      `It knows: ${[...targets.keys()].join(', ')}. Add ${left} with ${targetForms}.`,
  );
}

const hostArguments = (values: Call['values']) => (values['host'] ?? []) as string[];

function readTarget(text: string): [string, Target] {
  const [, name, written = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const target = parseTarget(written);
  if (name === undefined || target === null) {
    throw new UsageError(`Expected --host NAME=TARGET with ${targetForms} as the target, not \`${text}\``);
  }
  return [name, target];
}
