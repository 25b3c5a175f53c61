import { completionScript, shells } from '../completion/index.ts';
import type { Command } from './command.ts';
import { loadCommands } from './index.ts';
import { oneOf } from './one-of.ts';
import { UsageError } from './usage-error.ts';

export const completion: Command = {
  usage: `completion ${shells.join('|')}`,
  summary: 'Prints a script that lets a shell complete commands, options, labs, steps and hosts.',
  details: [
    'bash reads it from a file that ~/.bashrc sources, or from ~/.local/share/bash-completion/completions/lab where the package bash-completion is installed; zsh from a file _lab in a folder of its fpath; fish from ~/.config/fish/completions/lab.fish. Make it anew with each new version of lab.',
  ],
  options: {},
  examples: [
    'lab completion bash >~/.local/share/bash-completion/completions/lab',
    'lab completion zsh >~/.zfunc/_lab',
    'lab completion fish >~/.config/fish/completions/lab.fish',
  ],
  run: async ({ positionals: [name] }) => {
    if (name === undefined) throw new UsageError(`Expected the name of a shell: ${shells.join(', ')}`);
    const shell = oneOf('shell', name, shells);
    process.stdout.write(completionScript({ shell, commands: await loadCommands() }));
    return 0;
  },
};
