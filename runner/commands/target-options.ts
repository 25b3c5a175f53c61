import type { Lab } from '../document/lab.ts';
import { suggest } from '../document/nearest.ts';
import type { Target } from '../hosts/index.ts';
import type { Call, Option } from './command.ts';
import { UsageError } from './usage-error.ts';

/** The options that say where hosts are; the same for every command that needs hosts. */
export const targetOptions = {
  host: {
    type: 'string',
    multiple: true,
    takes: 'NAME=TARGET',
    help: 'put a host on `vm` (the default) or `local`, this machine itself',
  },
} as const satisfies Readonly<Record<string, Option>>;

/** What a host is put on, by its name. Throws UsageError with the valid values. */
export function readTargets({ values }: Call): ReadonlyMap<string, Target> {
  return new Map(targetArguments(values).map(readTarget));
}

/** The same options again, for showing a call that does the same. */
export function targetCall({ values }: Call): string[] {
  return targetArguments(values).flatMap((target) => ['--host', target]);
}

/** Throws UsageError for a host that the lab does not have. */
export function requireKnownHosts(lab: Lab, targets: ReadonlyMap<string, Target>): void {
  const hosts = lab.hosts.map(({ name }) => name);
  for (const name of targets.keys()) {
    if (!hosts.includes(name))
      throw new UsageError(`${lab.document} has no host ${name}\n${suggest(name, hosts)}`);
  }
}

const targetArguments = (values: Call['values']) => (values['host'] ?? []) as string[];

function readTarget(text: string): [string, Target] {
  const [name = '', target = ''] = text.split('=', 2);
  if (name === '' || (target !== 'vm' && target !== 'local')) {
    throw new UsageError(
      `Expected --host NAME=TARGET with \`vm\` or \`local\` as the target, not \`${text}\``,
    );
  }
  return [name, { kind: target }];
}
