import type { Command } from './command.ts';

/** What `lab` and `lab help` print. */
export function overview(commands: readonly Command[]): string {
  return [
    'lab: runs tutorials whose every step is verified',
    '',
    'Usage:',
    ...table(commands.map(({ usage, summary }) => [`lab ${usage}`, summary])),
    '',
    'LAB is a path, or a file name looked up in labs/, with or without .md.',
    'Exit status: 0 all passed, 1 something failed, 2 the call or the document is wrong, 3 broken, 130 interrupted.',
    'More of one command: lab help COMMAND',
    '',
  ].join('\n');
}

/** What `lab help COMMAND` prints. */
export function commandHelp({ usage, summary, options, examples }: Command): string {
  const rows = Object.entries(options).map(([name, { short, takes, help }]) => [
    `${short ? `-${short}, ` : ''}--${name}${takes ? ` ${takes}` : ''}`,
    help,
  ]);
  return [
    `Usage: lab ${usage}`,
    '',
    summary,
    ...(rows.length > 0 ? ['', 'Options:', ...table(rows)] : []),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

function table(rows: readonly string[][]): string[] {
  const width = Math.max(...rows.map(([left = '']) => left.length));
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`);
}
