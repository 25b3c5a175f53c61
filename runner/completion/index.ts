/** What lets shells complete a call: a script for each of them, made from the commands. */
import type { Command } from '../commands/command.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { describeCommands, type DescribedCommand } from './offers.ts';
import { zshScript } from './zsh.ts';

const scripts: Readonly<Record<Shell, (commands: readonly DescribedCommand[]) => string>> = {
  bash: bashScript,
  fish: fishScript,
  zsh: zshScript,
};

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export function completionScript(options: { shell: Shell; commands: readonly Command[] }): string {
  return scripts[options.shell](describeCommands(options.commands));
}
