import type { SshTarget } from '../target.ts';
import { optionWords, type SshSettings } from './settings.ts';
import { startCommand } from './start-command.ts';

/** What must be so whatever the user's configuration says: the connection carries the agent and nothing else. */
const fixed = {
  ClearAllForwardings: 'yes',
  // One that is there is used, but a master of our own could outlive the run.
  ControlMaster: 'no',
  // Below that, ssh does not say why a connection failed or ended.
  LogLevel: 'INFO',
  PermitLocalCommand: 'no',
  RemoteCommand: 'none',
};

/** What holds where the user has no opinion: keyword, the value that means none, and ours. */
const preferred = [
  { name: 'ConnectTimeout', unset: 'none', value: '10' },
  { name: 'ServerAliveInterval', unset: '0', value: '5' },
];

/** The words of the command that logs in and starts the agent. Without `asks` it never puts a question to anybody. */
export function sshCommand({
  target: { destination, options },
  settings,
  asks,
}: {
  target: SshTarget;
  settings: SshSettings;
  asks: boolean;
}): string[] {
  const ours = preferred.filter(({ name, unset }) => settings.get(name.toLowerCase()) === unset);
  return [
    // A runner that is killed takes ssh along even while it still connects; later the end of its input would do. At a
    // question ssh must have the time to turn the terminal's echo on again.
    ...(process.platform === 'linux' ? ['setpriv', '--pdeathsig', asks ? 'TERM' : 'KILL'] : []),
    'ssh',
    // No terminal, and neither agent nor display for what a lab runs there.
    '-Tax',
    ...optionWords(fixed),
    ...(asks ? [] : optionWords({ BatchMode: 'yes' })),
    ...optionWords(options),
    ...optionWords(Object.fromEntries(ours.map(({ name, value }) => [name, value]))),
    '--',
    destination,
    startCommand(),
  ];
}
