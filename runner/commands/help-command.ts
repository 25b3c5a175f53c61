import { manualPage } from '../manual/page.ts';
import type { Command } from './command.ts';
import { commandHelp, overview } from './help.ts';
import { loadCommand, loadCommands } from './index.ts';
import { UsageError } from './usage-error.ts';

export const help: Command = {
  usage: 'help [COMMAND]',
  summary: 'Shows what a command does and takes; without COMMAND, what commands there are.',
  details: ['`lab COMMAND --help` shows the same.'],
  options: { man: { type: 'boolean', help: 'print the manual page of all commands, for man(1)' } },
  examples: ['lab help run', 'lab help --man >lab.1', 'lab help --man | man -l -'],
  run: async ({ positionals, values }) => {
    const [name] = positionals;
    if (values['man'] === true) {
      if (name !== undefined)
        throw new UsageError(`Expected --man without \`${name}\`: the manual is of all commands`);
      process.stdout.write(manualPage(await loadCommands()));
    } else {
      process.stdout.write(
        name === undefined ? overview(await loadCommands()) : commandHelp(await loadCommand(name)),
      );
    }
    return 0;
  },
};
