import type { Lab, Step } from '../document/lab.ts';
import { suggest } from '../document/nearest.ts';
import type { Target } from '../hosts/index.ts';
import type { Call } from './command.ts';
import { UsageError } from './usage-error.ts';

/** What `lab run` was told, checked. */
export interface RunOptions {
  readonly targets: ReadonlyMap<string, Target>;
  readonly engine: 'auto' | 'kvm' | 'tcg';
  readonly until: string | null;
  readonly repeat: number;
  readonly yes: boolean;
  readonly reporter: 'pretty' | 'plain' | 'json';
}

const engines = ['auto', 'kvm', 'tcg'] as const;
const reporters = ['pretty', 'plain', 'json'] as const;

/** Reads the options of a call. Throws UsageError with the valid values. */
export function readRunOptions({ values }: Call): RunOptions {
  return {
    targets: new Map(((values['host'] ?? []) as string[]).map(readTarget)),
    engine: oneOf('--engine', text(values['engine']) ?? 'auto', engines),
    until: text(values['until']) ?? null,
    repeat: readCount('--repeat', text(values['repeat'])),
    yes: values['yes'] === true,
    reporter: oneOf(
      '--reporter',
      text(values['reporter']) ?? (process.stdout.isTTY ? 'pretty' : 'plain'),
      reporters,
    ),
  };
}

const text = (value: Call['values'][string]) => (typeof value === 'string' ? value : undefined);

function readTarget(text: string): [string, Target] {
  const [name = '', target = ''] = text.split('=', 2);
  if (name === '' || (target !== 'vm' && target !== 'local')) {
    throw new UsageError(
      `Expected --host NAME=TARGET with \`vm\` or \`local\` as the target, not \`${text}\``,
    );
  }
  return [name, { kind: target }];
}

function oneOf<Value extends string>(option: string, value: string, valid: readonly Value[]): Value {
  const found = valid.find((each) => each === value);
  if (found === undefined) throw new UsageError(`Unknown ${option} ${value}\n${suggest(value, valid)}`);
  return found;
}

function readCount(option: string, value: string | undefined): number {
  if (value === undefined) return 1;
  if (!/^[1-9]\d{0,4}$/.test(value)) {
    throw new UsageError(`Expected ${option} with a number such as \`10\`, not \`${value}\``);
  }
  return Number(value);
}

/** The steps to run, up to and with `until`. Throws UsageError for a step or a host that the lab does not have. */
export function selectSteps(lab: Lab, { until, targets }: RunOptions): readonly Step[] {
  const hosts = lab.hosts.map(({ name }) => name);
  for (const name of targets.keys()) {
    if (!hosts.includes(name))
      throw new UsageError(`${lab.document} has no host ${name}\n${suggest(name, hosts)}`);
  }
  if (until === null) return lab.steps;
  const index = lab.steps.findIndex(({ id }) => id === until);
  if (index === -1) {
    const known = lab.steps.map(({ id }) => id);
    throw new UsageError(`${lab.document} has no step ${until}\n${suggest(until, known)}`);
  }
  return lab.steps.slice(0, index + 1);
}
