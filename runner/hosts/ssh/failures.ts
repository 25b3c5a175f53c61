import { commandLine } from '../quote.ts';
import type { SshTarget } from '../target.ts';
import { optionWords, type SshSettings } from './settings.ts';
import type { StartWord } from './start-word.ts';

/** Why there is no agent on a machine: what is wrong, and one line that mends it. */
export interface LoginFailure {
  readonly what: string;
  readonly mend: string;
  /** True where ssh can put it to the user as a question: a host key, a password, a passphrase. */
  readonly canAsk: boolean;
}

/** What messages are made from. */
interface Facts {
  readonly target: SshTarget;
  readonly settings: SshSettings;
  readonly match: RegExpExecArray;
}

interface Known {
  /** Looked for in what ssh said; the first entry that is found holds. */
  readonly said: RegExp;
  what(facts: Facts): string;
  mend(facts: Facts): string;
  readonly canAsk?: boolean;
}

const setting = ({ settings }: Facts, name: string) => settings.get(name) ?? '';
const user = (facts: Facts) => setting(facts, 'user');
const address = (facts: Facts) => `${setting(facts, 'hostname')} port ${setting(facts, 'port')}`;
const byHand = ({ target: { destination, options } }: Facts) =>
  `\`${commandLine(['ssh', ...optionWords(options), destination, 'true'])}\``;

/** The name under which known_hosts holds a machine. */
function knownName(facts: Facts): string {
  const host = setting(facts, 'hostname');
  const port = setting(facts, 'port');
  return facts.settings.get('hostkeyalias') ?? (port === '22' ? host : `[${host}]:${port}`);
}

/** What OpenSSH says when it can't log in, the surest sign first: several may stand in one output. */
const knownFailures: readonly Known[] = [
  {
    said: /REMOTE HOST IDENTIFICATION HAS CHANGED[^]*?(?:Offending \S+ key in (.+):\d+|$)/,
    what: (facts) => `the host key of ${knownName(facts)} has changed: it may be another machine`,
    mend: (facts) =>
      `If you know why, forget the old key: \`${commandLine([
        'ssh-keygen',
        ...(facts.match[1] === undefined ? [] : ['-f', facts.match[1]]),
        '-R',
        knownName(facts),
      ])}\`.`,
  },
  {
    said: /you have requested strict checking/,
    what: (facts) => `the host key of ${knownName(facts)} is not known, and StrictHostKeyChecking is on`,
    mend: (facts) => `Add its key to ${setting(facts, 'userknownhostsfile').split(' ')[0] ?? 'known_hosts'}.`,
  },
  {
    said: /Host key verification failed/,
    what: (facts) => `the host key of ${knownName(facts)}, or of a machine on the way, is not known`,
    mend: (facts) => `Connect once in a terminal and compare its fingerprint: ${byHand(facts)}.`,
    canAsk: true,
  },
  {
    said: /Permission denied \(([^)]*)\)/,
    what: (facts) =>
      `it did not let ${user(facts)} in; it takes ${(facts.match[1] ?? '').replaceAll(',', ', ')}`,
    mend: (facts) =>
      `Give it a key of yours (\`ssh-copy-id\`), load that key (\`ssh-add\`), or log in as somebody else; try with ${byHand(facts)}.`,
    canAsk: true,
  },
  {
    said: /Too many authentication failures/,
    what: () => 'it closed the connection after too many keys',
    mend: () => 'Name the right one with IdentityFile, and set IdentitiesOnly to yes.',
  },
  {
    said: /Could not resolve hostname (.+): ([^:\n]*)/,
    what: ({ match }) => `there is no address for ${match[1]} (${match[2]?.trim()})`,
    mend: (facts) =>
      `Correct the name \`${facts.target.destination}\`, or give it a HostName in ~/.ssh/config; with a port it is ssh://USER@HOST:PORT.`,
  },
  {
    said: /Connection refused/,
    what: (facts) => `${address(facts)} refused the connection`,
    mend: () => 'Start sshd there (`systemctl start ssh`), or give the right port: `ssh://USER@HOST:PORT`.',
  },
  {
    said: /Connection timed out|Operation timed out|timed out while waiting|Connection to \S+ port \d+ timed out/,
    what: (facts) => `${address(facts)} did not answer in time`,
    mend: (facts) => `See that the machine is up and the network leads there: ${byHand(facts)}.`,
  },
  {
    said: /No route to host|Network is unreachable/,
    what: (facts) => `there is no way to ${address(facts)}`,
    mend: (facts) => `See that the machine is up and the network leads there: ${byHand(facts)}.`,
  },
  {
    said: /Unable to negotiate with [^:\n]*: ([^\n]*)/,
    what: ({ match }) => `its sshd and this ssh have no common ground: ${match[1]?.trim()}`,
    mend: () => 'Update the older of the two, or name an old algorithm in ~/.ssh/config.',
  },
  {
    said: /kex_exchange_identification|banner exchange|Connection (?:closed|reset) by/,
    what: (facts) => `${address(facts)} closed the connection before anybody could log in`,
    mend: (facts) => `See that sshd listens there and takes more connections: ${byHand(facts)}.`,
  },
];

const lacking: Readonly<Record<Exclude<StartWord, 'ready'>, Pick<Known, 'what' | 'mend'>>> = {
  'no-bash': {
    what: () => 'it has no bash',
    mend: () => 'Install it there: `apt-get install bash`.',
  },
  'no-perl': {
    what: () => 'it has no perl, in which the agent is written',
    mend: () => 'Install it there: `apt-get install perl-base`.',
  },
  'no-sudo': {
    what: (facts) => `${user(facts)} is not root there, and there is no sudo`,
    mend: () => 'Log in as root (`ssh:root@HOST`), or install sudo there.',
  },
  'sudo-refuses': {
    what: (facts) => `sudo does not make ${user(facts)} root without a password`,
    mend: (facts) =>
      `Log in as root, or there, as root: \`echo '${user(facts)} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/lab\`.`,
  },
};

/** Makes of what the other end and ssh said why there is no agent. */
export function explainFailure({
  target,
  settings,
  word,
  said,
}: {
  target: SshTarget;
  settings: SshSettings;
  /** What the other end said; null where it said nothing. */
  word: Exclude<StartWord, 'ready'> | null;
  /** What ssh said on its standard error. */
  said: string;
}): LoginFailure {
  const found = word === null ? findKnown(said) : { known: lacking[word], match: /^/.exec('') };
  if (!found?.match) {
    const first = said.trim().split('\n').at(-1) ?? '';
    return {
      what: first === '' ? 'the login ended without a word' : 'the login ended before the agent ran there',
      mend: `Try it by hand: \`${commandLine(['ssh', ...optionWords(target.options), target.destination, 'true'])}\`.`,
      canAsk: false,
    };
  }
  const facts = { target, settings, match: found.match };
  const canAsk = 'canAsk' in found.known && found.known.canAsk === true;
  return { what: found.known.what(facts), mend: found.known.mend(facts), canAsk };
}

function findKnown(said: string): { known: Known; match: RegExpExecArray } | null {
  for (const known of knownFailures) {
    const match = known.said.exec(said);
    if (match) return { known, match };
  }
  return null;
}
