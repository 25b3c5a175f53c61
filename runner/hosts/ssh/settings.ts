import { execa } from 'execa';
import type { SshTarget } from '../target.ts';

/** What OpenSSH makes of a destination, the user's configuration and our options: keyword in small letters to value. */
export type SshSettings = ReadonlyMap<string, string>;

/**
 * Asks ssh what it would do, without connecting. Resolves with a text that says why where that can't be had: no
 * ssh, or a mistake in a configuration file.
 */
export async function readSettings({ destination, options }: SshTarget): Promise<SshSettings | string> {
  const { exitCode, code, stdout, stderr, shortMessage } = await execa(
    'ssh',
    ['-G', ...optionWords(options), '--', destination],
    { reject: false, stdin: 'ignore', timeout: 10_000 },
  );
  if (code === 'ENOENT') return 'there is no `ssh` on this machine';
  if (exitCode !== 0) return stderr.trim() === '' ? (shortMessage ?? 'ssh can not say why') : stderr.trim();
  return new Map(
    stdout.split('\n').map((line): [string, string] => {
      const [keyword = '', ...value] = line.split(' ');
      return [keyword.toLowerCase(), value.join(' ')];
    }),
  );
}

/** Options of ssh_config(5) as ssh takes them on its command line. */
export function optionWords(options: Readonly<Record<string, string>>): string[] {
  return Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}
