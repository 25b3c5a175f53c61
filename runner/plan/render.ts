import type { Check, FileBlock, LabFile, LabHost, ShellBlock } from '../document/lab.ts';
import type { Action, Plan, PlannedStep } from './plan.ts';

const width = 60;

const cut = (text: string): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

const where = (hosts: readonly string[], container: string | null): string =>
  `${hosts.join(',')}${container === null ? '' : `/${container}`}`;

const seconds = (durationMs: number): string =>
  durationMs % 1000 === 0 ? `${durationMs / 1000}s` : `${durationMs}ms`;

/** The first line that does something, and how many follow. */
const firstCommand = (text: string): string => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const index = Math.max(
    0,
    lines.findIndex((line) => !line.trim().startsWith('#')),
  );
  const more = lines.length - index - 1;
  return `${cut((lines[index] ?? '').trim())}${more > 0 ? ` (+${more} ${more === 1 ? 'line' : 'lines'})` : ''}`;
};

const row = (line: number, verb: string, place: string, what: string, notes: readonly string[]): string => {
  const tail = notes.length === 0 ? '' : `  [${notes.join(', ')}]`;
  return `  ${String(line).padStart(5)}  ${verb.padEnd(5)}  ${place.padEnd(12)}  ${what}${tail}`;
};

const shellRow = ({ line, hosts, container, text, exit, background, tty, output }: ShellBlock): string => {
  const notes = [
    ...(exit === 0 ? [] : [`exit ${exit}`]),
    ...(background ? ['background'] : []),
    ...(tty ? ['tty'] : []),
    ...(output === null || output.mode === 'sample' ? [] : [`output ${output.mode}`]),
  ];
  return row(line, 'run', where(hosts, container), firstCommand(text), notes);
};

const fileRow = ({ line, hosts, container, path, append, mode }: FileBlock): string =>
  row(line, 'write', where(hosts, container), path, [
    ...(append ? ['append'] : []),
    ...(mode === null ? [] : [mode]),
  ]);

const checkRow = ({ line, host, container, id, not, withinMs, holdsMs, until }: Check): string => {
  const notes = [
    ...(not ? ['not'] : []),
    ...(withinMs === 0 ? [] : [`within ${seconds(withinMs)}`]),
    ...(holdsMs === 0 ? [] : [`holds ${seconds(holdsMs)}`]),
    ...(until === null ? [] : [`until ${until}`]),
  ];
  return row(line, 'check', where([host], container), id, notes);
};

const actionRows = (action: Action): string[] => {
  if (action.kind === 'run') return [shellRow(action.block)];
  if (action.kind === 'write') return [fileRow(action.block)];
  return action.checks.map(checkRow);
};

const stepRows = ({ id, title, actions }: PlannedStep): string[] => [
  '',
  `${id}  ${title}`,
  ...actions.flatMap(actionRows),
];

/** A host's interfaces, each with its network. */
export const describeNetworks = ({ networks }: LabHost): string[] =>
  networks.map(
    ({ segment, address }, index) => `eth${index} on ${segment}${address === null ? '' : ` as ${address}`}`,
  );

const hostRow = (host: LabHost, place: string | undefined): string => {
  const { name, memoryMiB, cpus, diskMiB } = host;
  const wires = describeNetworks(host);
  if (place !== undefined) {
    return `  ${name}: ${place}, a real machine${wires.length === 0 ? '' : `; expected there: ${wires.join(', ')}`}`;
  }
  return `  ${name}: ${[`${memoryMiB} MiB`, `${cpus} ${cpus === 1 ? 'CPU' : 'CPUs'}`, `${diskMiB} MiB disk`, ...wires].join(', ')}`;
};

const putRow = ({ line, hosts, from, to }: LabFile): string =>
  row(line, 'put', where(hosts, null), to, [`from ${from}`]);

/**
 * A plan as plain text: hosts, then each step with what happens at which line of the document, and where. `places`
 * tells of the hosts that are real machines what they are.
 */
export const renderPlan = (
  { lab, hosts, files, steps }: Plan,
  places: ReadonlyMap<string, string> = new Map(),
): string => {
  const isAnyReal = hosts.some(({ name }) => places.has(name));
  return [
    `${lab.title} (${lab.document})`,
    '',
    'Hosts',
    ...hosts.map((host) => hostRow(host, places.get(host.name))),
    ...(lab.packages.length === 0
      ? []
      : [
          '',
          `Packages: ${lab.packages.join(' ')}${isAnyReal ? ' (a real machine must find them by itself)' : ''}`,
        ]),
    ...(lab.internet ? ['', 'Hosts reach the Internet.'] : []),
    ...(files.length === 0 ? [] : ['', 'Before the first step', ...files.map(putRow)]),
    ...steps.flatMap(stepRows),
    '',
  ].join('\n');
};
