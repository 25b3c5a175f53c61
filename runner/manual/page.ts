import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, Option } from '../commands/command.ts';
import { exitStatuses } from '../commands/help.ts';
import { packageRoot } from '../package-root.ts';
import { environment, examples, files, introduction, related } from './facts.ts';
import { bold, entry, example, italic, literal, prose } from './roff.ts';

/** Of the last change by hand: a page that said when it was made would be another one every day. */
const changed = '2026-11-26';

/** The manual page, in the macros of man(7). */
export function manualPage(commands: readonly Command[]): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return [
    String.raw`.\" Made by "lab help --man" from the commands themselves.`,
    `.TH LAB 1 ${changed} "lab ${version}" "User Commands"`,
    '.SH NAME',
    String.raw`lab \- runs tutorials whose every step is verified`,
    '.SH SYNOPSIS',
    commands.map(synopsis).join('\n.br\n'),
    '.SH DESCRIPTION',
    introduction.map(prose).join('\n.PP\n'),
    '.SH COMMANDS',
    ...commands.map(describeCommand),
    '.SH "EXIT STATUS"',
    ...Object.entries(exitStatuses).map(([status, meaning]) => entry(bold(status), `${meaning}.`)),
    '.PP',
    prose('`lab shell` ends with the status of the shell.'),
    '.SH ENVIRONMENT',
    ...Object.entries(environment).map(([name, meaning]) => entry(bold(name), meaning)),
    '.SH FILES',
    ...Object.entries(files).map(([path, meaning]) => entry(italic(path), meaning)),
    '.SH EXAMPLES',
    examples.map(([said, ...lines]) => `${prose(said)}\n.PP\n${example(lines)}`).join('\n.PP\n'),
    '.SH "SEE ALSO"',
    related.map(([name, section]) => String.raw`.BR ${literal(name)} (${section})`).join(' ,\n'),
    '',
  ].join('\n');
}

function synopsis({ usage, options }: Command): string {
  const hasOptions = Object.keys(options).length > 0;
  const [name = '', ...words] = usage.split(' ');
  const shown = hasOptions ? [`[${italic('options')}]`] : [];
  return [bold('lab'), bold(name), ...shown, ...words.map(argument)].join(' ');
}

/** Names in capitals are to be replaced, the rest is typed as it stands. */
function argument(word: string): string {
  return word
    .split(/([A-Z]+|[a-z]+)/)
    .map((part) => (/[A-Z]/.test(part) ? italic(part) : /[a-z]/.test(part) ? bold(part) : literal(part)))
    .join('');
}

function describeCommand({ usage, summary, details = [], options, examples: calls }: Command): string {
  return [
    `.SS "lab ${literal(usage)}"`,
    [summary, ...details].map(prose).join('\n.PP\n'),
    ...Object.entries(options).map(([name, option]) => entry(optionTerm(name, option), `${option.help}.`)),
    '.PP',
    example(calls),
  ].join('\n');
}

function optionTerm(name: string, { short, takes }: Option): string {
  const forms = [...(short ? [bold(`-${short}`)] : []), bold(`--${name}`)].join(', ');
  return takes ? `${forms} ${argument(takes)}` : forms;
}
