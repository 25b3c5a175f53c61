import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import { perlQuote } from '../quote.ts';

const parts = [
  'loop.pl',
  'process.pl',
  'session.pl',
  'block.pl',
  'background.pl',
  'command.pl',
  'look.pl',
  'shell.pl',
  'terminal.pl',
  'runner.pl',
  'memory.pl',
];

/**
 * Reads `LAB-AGENT <bytes>` and so many bytes of Perl from standard input, and becomes that agent. What starts an
 * agent on this machine or over SSH; virtual machines have the same in their image.
 */
export const loader = [
  'my ($text, $start, $length) = ("");',
  'for (;;) {',
  '  ($start, $length) = ($+[0], $1) if $text =~ /\\ALAB-AGENT (\\d+)\\n/;',
  '  last if $start && length $text >= $start + $length;',
  '  sysread STDIN, $text, 65536, length $text or exit 1;',
  '}',
  '$REST = substr $text, $start + $length;',
  'open $IN, "<&=", 0; open $OUT, ">&=", 1; eval substr $text, $start, $length; die $@ if $@',
].join('\n');

let agent: { version: string; source: Buffer } | null = null;

function readAgent() {
  return (agent ??= assembleAgent());
}

function assembleAgent() {
  const read = (name: string) => readFileSync(join(packageRoot, 'runner/hosts/agent', name), 'utf8');
  const constants = `our $INIT = ${perlQuote(read('session.sh'))};\nour $LOOP = ${perlQuote(read('loop.sh'))};\n`;
  const text = [...parts.slice(0, 2).map(read), constants, ...parts.slice(2).map(read), read('main.pl')].join(
    '\n',
  );
  const version = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { version, source: Buffer.from(`$AGENT = '${version}';\n${text}`) };
}

/** What the runner sends first to a loader: the agent's whole source with its header line. */
export function agentSource(): Buffer {
  const { source } = readAgent();
  return Buffer.concat([Buffer.from(`LAB-AGENT ${source.length}\n`), source]);
}

/** Names this very source. An agent that is running already may be another version's. */
export function agentVersion(): string {
  return readAgent().version;
}
