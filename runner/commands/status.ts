import { listUp, stateOf, type UpState } from '../hosts/up/index.ts';
import { count } from '../report/text/index.ts';
import type { Command } from './command.ts';
import { outputOption, readOutput } from './output-option.ts';

export const status: Command = {
  usage: 'status',
  summary: 'Shows the labs that are up: since when, how large, at which step.',
  details: [
    'The hosts themselves are not asked. Memory is what a host may take, the size is what it has written to its disk.',
  ],
  options: { reporter: outputOption },
  examples: ['lab status', 'lab status --reporter json'],
  run: async ({ values }) => {
    const json = readOutput(values) === 'json';
    const states = await Promise.all((await listUp()).map(stateOf));
    const lines = json ? states.map((state) => JSON.stringify(state)) : states.flatMap(describe);
    if (lines.length === 0 && !json) lines.push('No lab is up. Bring one up with: lab up LAB');
    if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
};

function describe({ lab, title, document, step, since, engine, hosts }: UpState): string[] {
  const width = Math.max(...hosts.map(({ name }) => name.length));
  return [
    `${lab}  ${title}`,
    `  ${document}`,
    `  up since ${localTime(since)} on ${engine}, ${step === null ? 'before its first step' : `after step ${step}`}`,
    ...hosts.map(
      ({ name, isUp, memoryMiB, diskMiB }) =>
        `  ${name.padEnd(width)}  ${isUp ? `up, ${memoryMiB} MiB of memory, ${diskMiB} MiB on disk` : 'has died'}`,
    ),
    `  ${count(hosts.length, 'host')}: lab shell ${hosts.length === 1 ? '' : 'HOST '}· lab verify · lab down`,
  ];
}

/** `2026-11-23 16:05`, in this machine's time zone. */
function localTime(iso: string): string {
  return new Date(iso).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
}
