import { parseArgs } from 'node:util';
import { suggest } from '../document/nearest.ts';
import { argumentsOf, type Call, type Command, parseArgsOptions } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Parses what follows a command's name. Throws UsageError, with the nearest option for an unknown one. */
export function parseCall(command: Command, argv: readonly string[]): Call {
  try {
    const call = parse(command, argv, { strict: true });
    const known = argumentsOf(command);
    const extra = call.positionals[known.length];
    if (extra === undefined || known.some(({ isMany }) => isMany)) return call;
    throw new UsageError(`Unexpected argument \`${extra}\`\nExpected: lab ${command.usage}`);
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error;
    throw new UsageError(explain(command, error as TypeError & { code: string }));
  }
}

/** Parses what has been typed of a call so far, whatever is wrong with it. */
export function parseTyped(command: Command, argv: readonly string[]): Call {
  return parse(command, argv, { strict: false });
}

function parse(command: Command, argv: readonly string[], { strict }: { strict: boolean }): Call {
  const options = parseArgsOptions(command);
  const { positionals, values } = parseArgs({ args: [...argv], options, allowPositionals: true, strict });
  return { positionals, values: values as Call['values'] };
}

function explain(command: Command, error: TypeError & { code: string }): string {
  const names = Object.keys(command.options).map((name) => `--${name}`);
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const option = /'(-[^' ]*)/.exec(error.message)?.[1] ?? '';
    return `Unknown option ${option}\n${suggest(option, names)}`;
  }
  const name = /--([\w-]+)/.exec(error.message)?.[1] ?? '';
  const option = command.options[name];
  if (option?.type === 'boolean') return `Expected --${name} without a value`;
  if (option) {
    const help = option.values ? `\nKnown: ${option.values.map((value) => `\`${value}\``).join(', ')}.` : '';
    return `Expected --${name} ${option.takes ?? ''}, not --${name} alone${help}`;
  }
  const [first = ''] = error.message.split('\n');
  return first.replace(/ To specify .*$/, '');
}
