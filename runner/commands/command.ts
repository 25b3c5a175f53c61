import type { ParseArgsConfig } from 'node:util';

/** A command of the command line: what it takes, what it says of itself, what it does. */
export interface Command {
  /** What follows `lab`: its name and its arguments, as in `run LAB...`. */
  readonly usage: string;
  readonly summary: string;
  /** More than the summary says, for its help and the manual: short paragraphs. */
  readonly details?: readonly string[];
  /** What its arguments are, where their names in the usage do not say it to shells. */
  readonly completes?: CandidateKind;
  /** An option's name to its kind and its line in the help. */
  readonly options: Readonly<Record<string, Option>>;
  /** Full lines, each a call that works. */
  readonly examples: readonly string[];
  /** Resolves with the exit status. */
  run(call: Call): Promise<number>;
}

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
  /** `STEP`, `N`, …: what a string option takes. */
  readonly takes?: string;
  /** All that it can be, where that is known. */
  readonly values?: readonly string[];
  /** What it is, where the name of what it takes does not say it to shells. */
  readonly completes?: CandidateKind;
  readonly help: string;
}

/** What a shell can be offered while a word is typed, by asking or by looking around. */
export type CandidateKind = 'file' | 'host' | 'lab' | 'step' | 'target' | 'up-lab';

/** An argument of a command, read from its usage. */
export interface Argument {
  /** `LAB`, `STEP`, …; `bash|zsh|fish` where the usage lists what it can be. */
  readonly name: string;
  readonly isMany: boolean;
}

/** What a command takes besides options, in order: what stands in its usage behind its name. */
export function argumentsOf({ usage }: Pick<Command, 'usage'>): Argument[] {
  const [, ...words] = usage.split(' ');
  return words.map((word) => ({ name: word.replace(/^\[|\.{3}|\]$/g, ''), isMany: word.includes('...') }));
}

/** A call of a command, parsed. */
export interface Call {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | string[] | undefined>>;
}

/** The options as `parseArgs` of node:util takes them. */
export function parseArgsOptions(command: Command): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(
    Object.entries(command.options).map(([name, { type, multiple, short }]) => [
      name,
      { type, ...(multiple && { multiple }), ...(short && { short }) },
    ]),
  );
}
