import { parseArgs } from 'node:util';
import { suggest } from '../document/nearest.ts';
import { type Call, type Command, parseArgsOptions } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Parses what follows a command's name. Throws UsageError, with the nearest option for an unknown one. */
export function parseCall(command: Command, argv: readonly string[]): Call {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      options: parseArgsOptions(command),
      allowPositionals: true,
      strict: true,
    });
    return { positionals, values: values as Call['values'] };
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) throw error;
    throw new UsageError(explain(command, error as TypeError & { code: string }));
  }
}

function explain(command: Command, error: TypeError & { code: string }): string {
  const names = Object.keys(command.options).map((name) => `--${name}`);
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const option = /'(-[^' ]*)/.exec(error.message)?.[1] ?? '';
    return `Unknown option ${option}\n${suggest(option, names)}`;
  }
  const [first = ''] = error.message.split('\n');
  return first.replace(/ To specify .*$/, '');
}
