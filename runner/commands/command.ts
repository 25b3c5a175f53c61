import type { ParseArgsConfig } from 'node:util';

/** A command of the command line: what it takes, what it says of itself, what it does. */
export interface Command {
  /** What follows `lab`: `run LAB...`. */
  readonly usage: string;
  readonly summary: string;
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
  readonly help: string;
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
