import { argumentsOf, type CandidateKind, type Command, type Option } from '../commands/command.ts';

/** What a shell offers for a word: these, or what it finds out; null where nobody can know. */
export type Offer = readonly string[] | CandidateKind | null;

/** A command as completion scripts know it. */
export interface DescribedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly DescribedOption[];
  readonly arguments: readonly { readonly name: string; readonly isMany: boolean; readonly offer: Offer }[];
}

export interface DescribedOption extends Pick<Option, 'short' | 'help' | 'multiple'> {
  readonly name: string;
  /** Null where it takes nothing. */
  readonly value: { readonly name: string; readonly offer: Offer } | null;
}

/** What names of usages and of `takes` mean. */
const kinds: Readonly<Record<string, CandidateKind>> = {
  FILE: 'file',
  'FILE[:SET]': 'file',
  HOST: 'host',
  LAB: 'lab',
  'NAME=TARGET': 'target',
  STEP: 'step',
};

export function describeCommands(commands: readonly Command[]): DescribedCommand[] {
  const names = commands.map(nameOf);
  return commands.map((command) => ({
    name: nameOf(command),
    summary: command.summary,
    options: [
      ...Object.entries(command.options).map(([name, option]) => describeOption(name, option)),
      { name: 'help', short: 'h', help: 'show what it does and takes', value: null },
    ],
    arguments: argumentsOf(command).map(({ name, isMany }) => ({
      name,
      isMany,
      offer: offerOf({ name, completes: command.completes, commands: names }),
    })),
  }));
}

export const nameOf = ({ usage }: Command): string => usage.split(' ')[0] ?? '';

function describeOption(
  name: string,
  { type, takes = '', values, completes, ...said }: Option,
): DescribedOption {
  const offer = values ?? offerOf({ name: takes, completes, commands: [] });
  return { name, ...said, value: type === 'boolean' ? null : { name: takes, offer } };
}

function offerOf({
  name,
  completes,
  commands,
}: {
  name: string;
  completes: CandidateKind | undefined;
  commands: readonly string[];
}): Offer {
  if (completes) return completes;
  if (name === 'COMMAND') return commands;
  // What is in capitals stands for something else.
  return name.includes('|')
    ? name.split('|').filter((word) => !/^[A-Z]+$/.test(word))
    : (kinds[name] ?? null);
}
