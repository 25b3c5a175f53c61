import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import { loader } from '../agent/source.ts';
import { commandLine } from '../quote.ts';

/**
 * The command line that starts the agent as root, the same for every login shell: sshd hands it to the user's own, and
 * bash, zsh, fish and csh agree on little more than single quotes around one line. So the loader goes as hexadecimal.
 */
export function startCommand(): string {
  const perl = 'eval pack q(H*), shift; die $@ if $@';
  const hex = Buffer.from(loader).toString('hex');
  return commandLine([
    'sh',
    '-c',
    oneLine('become-root.sh'),
    'lab',
    oneLine('start-agent.sh'),
    'lab',
    perl,
    hex,
  ]);
}

function oneLine(name: string): string {
  const text = readFileSync(join(packageRoot, 'runner/hosts/ssh', name), 'utf8');
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .join(' ')
    .trim();
}
