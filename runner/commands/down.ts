import { endUp, listUp } from '../hosts/up/index.ts';
import { chooseUp } from './choose-up.ts';
import type { Command } from './command.ts';

export const down: Command = {
  usage: 'down [LAB]',
  summary: 'Ends a lab that is up: its hosts, and all that they wrote.',
  details: ['Without LAB, the only one that is up is meant. What its hosts wrote is removed.'],
  completes: 'up-lab',
  options: { all: { type: 'boolean', help: 'end every lab that is up' } },
  examples: ['lab down', 'lab down 02-ipvs-iptables', 'lab down --all'],
  run: async ({ positionals, values }) => {
    const labs = values['all'] === true ? await listUp() : [await chooseUp(positionals[0])];
    await Promise.all(labs.map(endUp));
    process.stdout.write(labs.map(({ lab }) => `${lab} is down.\n`).join(''));
    return 0;
  },
};
