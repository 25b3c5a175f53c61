import type { Lab, LabHost, Step } from '../document/lab.ts';
import { describeTarget, isReal, type Target } from '../hosts/target.ts';
import { describeNetworks } from '../plan/index.ts';
import { count } from '../report/text/index.ts';

export interface Change {
  readonly lab: Lab;
  readonly steps: readonly Step[];
  readonly targets: ReadonlyMap<string, Target>;
  /** Shows every command. */
  readonly planCommand: string;
}

/** What a run will do to real machines and what the lab expects of them, as text for the terminal; '' where none is real. */
export function describeChange(change: Change): string {
  const { lab, targets, planCommand } = change;
  const hosts = lab.hosts.filter(({ name }) => isReal(targets.get(name)));
  if (hosts.length === 0) return '';
  const expected = [
    ...hosts.flatMap((host) => describeNetworks(host).map((network) => `${host.name}: ${network}`)),
    ...(lab.packages.length === 0 ? [] : [`apt-get finds there: ${lab.packages.join(' ')}`]),
    ...(lab.internet ? ['they reach the Internet'] : []),
  ];
  return [
    `${lab.document} will change ${hosts.length === 1 ? 'a real machine' : 'real machines'}:`,
    ...hosts.map((host) => `  ${describeHost({ host, ...change })}`),
    ...(expected.length === 0
      ? []
      : ['It expects of them, and does not see to it:', ...expected.map((each) => `  ${each}`)]),
    `See every command with: ${planCommand}`,
    '',
  ].join('\n');
}

function describeHost({ host: { name }, lab, steps, targets }: Change & { host: LabHost }): string {
  const target = targets.get(name) ?? { kind: 'vm' };
  const blocks = steps
    .flatMap(({ items }) => items)
    .filter((item) => item.kind !== 'check' && item.hosts.includes(name)).length;
  const files = lab.files.filter(({ hosts }) => hosts.includes(name)).length;
  const who = target.kind === 'local' && process.getuid?.() !== 0 ? 'you' : 'root';
  const where = target.kind === 'local' ? 'this machine' : describeTarget(target);
  return [
    `${name} is ${where}: ${count(blocks, 'block')} of ${count(steps.length, 'step')} as ${who}`,
    ...(files === 0 ? [] : [`${count(files, 'file')} put there before`]),
  ].join(', ');
}
