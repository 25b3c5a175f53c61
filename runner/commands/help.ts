import type { Command, Option } from './command.ts';

/** What an exit status means, for every command but `lab shell`, which ends with its shell's. */
export const exitStatuses: Readonly<Record<number, string>> = {
  0: 'all passed',
  1: 'something failed',
  2: 'the call or the document is wrong',
  3: 'the machinery broke',
  130: 'interrupted',
};

/** What `lab` and `lab help` print. */
export function overview(commands: readonly Command[]): string {
  const statuses = Object.entries(exitStatuses).map(([status, meaning]) => `${status} ${meaning}`);
  return [
    'lab: runs tutorials whose every step is verified',
    '',
    'Usage:',
    ...table(commands.map(({ usage, summary }) => [`lab ${usage}`, summary])),
    '',
    'LAB is a path, or a file name looked up in labs/, with or without .md.',
    `Exit status: ${statuses.join(', ')}.`,
    'More of one command: lab help COMMAND',
    '',
  ].join('\n');
}

/** What `lab help COMMAND` prints. */
export function commandHelp({ usage, summary, details = [], options, examples }: Command): string {
  const rows = Object.entries(options).map(([name, option]) => [optionForms(name, option), option.help]);
  return [
    `Usage: lab ${usage}`,
    '',
    summary,
    ...details.flatMap((paragraph) => ['', ...wrap(paragraph)]),
    ...(rows.length > 0 ? ['', 'Options:', ...table(rows)] : []),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

/** `-y, --yes`, `--until STEP`: an option as it is typed. */
export function optionForms(name: string, { short, takes }: Option): string {
  return `${short ? `-${short}, ` : ''}--${name}${takes ? ` ${takes}` : ''}`;
}

function table(rows: readonly string[][]): string[] {
  const width = Math.max(...rows.map(([left = '']) => left.length));
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`);
}

/** A paragraph in lines that are easy to read on any terminal. */
function wrap(paragraph: string): string[] {
  return paragraph.match(/\S.{0,98}(?!\S)/g) ?? [];
}
